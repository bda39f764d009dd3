import type { Told } from './tell';

const paint = (code: number) => (text: string) =>
	process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;

export const colour = { bold: paint(1), green: paint(32), red: paint(31), grey: paint(90) };

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** One user in one line: what was done, the check, and how many doors the emulator would open now. */
export function personLine(told: Told, doors: number): string {
	const who = `${told.key.padEnd(6)} ${told.name.padEnd(26)}`;
	const deeds = told.deeds.join(', ');
	if (told.refused !== undefined)
		return `  ${colour.red('✖')} ${who} ${deeds === '' ? '' : `${deeds}; `}${told.refused}`;
	const proof = told.verified ? colour.green('verified') : colour.red('NOT VERIFIED');
	return `  ${colour.green('✔')} ${who} ${deeds}, ${proof}, ${colour.grey(`opens ${doors} doors`)}`;
}
