import { plural } from '../../nodes/PaxtonNet2/lifecycle/safetyLimits';
import type { StoryRow } from './story';

const paint = (code: number) => (text: string) =>
	process.stdout.isTTY ? `\u001b[${code}m${text}\u001b[0m` : text;

export const colour = { bold: paint(1), green: paint(32), red: paint(31), grey: paint(90) };

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** One user in plain sentences: what was done, the check, and how many doors the emulator would open now. */
export function personLine(row: StoryRow, doors: number): string {
	const who = `${row.key.padEnd(6)} ${row.name.padEnd(26)}`;
	const changes = row.deeds.filter((deed) => deed !== 'unchanged');
	const deeds = (changes.length > 0 ? changes : row.deeds.slice(0, 1))
		.map((deed) => `${sentence(deed)}.`)
		.join(' ');
	if (row.refused !== undefined)
		return `  ${colour.red('✖')} ${who} ${[deeds, row.refused.message].filter(Boolean).join(' ')}`;
	const proof = row.verified ? colour.green('Checked in Net2.') : colour.red('NOT CONFIRMED.');
	const opens = doors === 0 ? 'Opens no door.' : `Opens ${plural(doors, 'door')}.`;
	return `  ${colour.green('✔')} ${who} ${deeds} ${proof} ${colour.grey(opens)}`;
}

/** Outcomes whose name alone says too little. */
const WORDS = new Map([
	['correlated', 'Found in Net2'],
	['unchanged', 'Nothing to change'],
]);

function sentence(deed: string): string {
	return WORDS.get(deed) ?? `${deed.charAt(0).toUpperCase()}${deed.slice(1)}`;
}
