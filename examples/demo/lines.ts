import type { StoryRow } from './tell';

const paint = (code: number) => (text: string) =>
	process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;

export const colour = { bold: paint(1), green: paint(32), red: paint(31), grey: paint(90) };

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** One user in one line: what was done, the check, and how many doors the emulator would open now. */
export function personLine(row: StoryRow, doors: number): string {
	const who = `${row.key.padEnd(6)} ${row.name.padEnd(26)}`;
	const deeds = row.deeds.join(', ');
	if (row.refused !== undefined)
		return `  ${colour.red('✖')} ${who} ${deeds === '' ? '' : `${deeds}; `}${row.refused}`;
	const proof = row.verified ? colour.green('verified') : colour.red('NOT VERIFIED');
	return `  ${colour.green('✔')} ${who} ${deeds}, ${proof}, ${colour.grey(`opens ${doors} doors`)}`;
}
