import { expect, test } from 'vitest';
import { presentWords } from './presentWords';
import { badReferencesOf } from './references';
import { retiredInText } from './retired';
import { badReferences, retiredUses } from './uses';

test('uses no retired name', () => {
	expect(
		retiredUses().map(({ where, retired, use }) => `${where}: ${retired}, now ${use}`),
	).toEqual([]);
});

test('the page, and the list of retired names, give only words that occur in the code', () => {
	const { onPage, inList, isInCode } = presentWords();
	expect(onPage.length).toBeGreaterThan(60);
	expect(inList.length).toBeGreaterThan(60);
	expect([...onPage, ...inList].filter((word) => !isInCode(word))).toEqual([]);
	for (const word of ['leaverSnapshot', 'CardContext', 'zebra…', '…Zebra'])
		expect(isInCode(word), word).toBe(false);
	for (const word of ['planUser', 'keyedMutex', 'emulator', 'plan…', '…Params'])
		expect(isInCode(word), word).toBe(true);
});

test('refers only to pages and anchors of this repository', () => {
	expect(badReferences().map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual(
		[],
	);
});

test('finds retired names where they are declared, and not where they are part of another name', () => {
	const found = retiredInText(
		'x.ts',
		[
			'interface DoorWish { brakes: number }',
			'type GrantAsk = string;',
			'const climb = () => 1;',
			'function begin(standInUrl: string) { return standInUrl; }',
			'const { tripped } = state;',
			'const begin2 = 1, taken = { climb: 2 }, task = climbing();',
		].join('\n'),
	);
	expect(found.map(({ retired, where }) => `${where} ${retired}`)).toEqual([
		'x.ts:1 *Wish',
		'x.ts:1 brakes',
		'x.ts:2 *Ask',
		'x.ts:3 climb',
		'x.ts:4 function:begin',
		'x.ts:4 standIn*',
		'x.ts:5 tripped',
	]);
});

test.each([
	['nodes/PaxtonNet2/actions/x.ts', ['type:Call']],
	['nodes/PaxtonNet2/net2/x.ts', []],
])('reserves the name of a call for the folder of the API: %s', (file, expected) => {
	expect(retiredInText(file, 'interface Call {}').map(({ retired }) => retired)).toEqual(expected);
});

test.each([
	['// See API sheet 4.', 'not in the repository'],
	['/** Order of writes (design, section 7). */', 'not in the repository'],
	['// A leaver stays (defect\n// 15).', 'not in the repository'],
	['// Access comes last (rule 7).', 'A rule without its page'],
	['// Facts: docs/absent.md.', 'docs/absent.md leads nowhere'],
	['// Facts: docs/net2-api.md#absent.', 'docs/net2-api.md#absent leads nowhere'],
])('rejects the comment %j', (comment, message) => {
	expect(badReferencesOf('x.ts', comment).map((each) => each.message)).toEqual([
		expect.stringContaining(message),
	]);
});

test.each([
	'// Access comes last: safety rule 7 (docs/safety-rules.md#rule-7-order).',
	'// The format is in docs/net2-api.md#dates.',
	'/**\n * Facts: docs/safety-rules.md.\n *\n * @param end by rule 6\n */',
	'// A design of 2 parts, and n8n issue 123.',
	"const text = 'rule 7';",
])('accepts %j', (text) => {
	expect(badReferencesOf('x.ts', text)).toEqual([]);
});
