/**
 * Plans a list of 100,000 lines of one kind in n8n's own engine. Writes as JSON how it ended, and the most memory that this
 * process took.
 */
import type { IDataObject } from 'n8n-workflow';
import { setUp } from '../actions/setUp';

const LINES = 100_000;

/** What may be in every line of a list. */
const KINDS: Record<string, (line: number) => IDataObject> = {
	'one number': (line) => ({ key: '00123', firstName: `A${line}`, lastName: `B${line}` }),
	'one number and name': () => ({ key: '00123', firstName: 'Ada', lastName: 'Lovelace' }),
	'new numbers': (line) => ({ key: `N${line}`, firstName: `A${line}`, lastName: `B${line}` }),
	'wrong dates': (line) => ({ key: `N${line}`, lastName: 'B', endDate: `soon ${line}` }),
	'long texts': (line) => ({ key: `${line}${'x'.repeat(500)}`, lastName: 'y'.repeat(500) }),
	'no values': () => ({ key: '', firstName: null, lastName: undefined }),
};

async function main(): Promise<void> {
	const [kind = '', onError] = process.argv.slice(2);
	const lineOf = KINDS[kind];
	if (lineOf === undefined) throw new Error(`The kinds are: ${Object.keys(KINDS).join(', ')}.`);
	const net2 = await setUp();
	const items = Array.from({ length: LINES }, (_, line) => lineOf(line));
	const { json, error } = await net2.run({ resource: 'user', operation: 'synchronize' }, items, {
		onError: onError === 'stop' ? 'stopWorkflow' : 'continueRegularOutput',
	});
	await net2.emulator.stop();
	const most = process.resourceUsage().maxRSS * 1024;
	const texts = json.map((one) => JSON.stringify(one).length);
	const longest = texts.reduce((sum, length) => Math.max(sum, length), 0);
	const message = error?.message;
	process.stdout.write(
		JSON.stringify({ most, items: json.length, longest, last: json.at(-1), message }),
	);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
