import { expect, test } from 'vitest';
import { badReferences, pendingNames, pendingReferences, retiredUses } from './pending';
import { badReferencesOf } from './references';
import { labelsOf, retiredInText } from './retired';
import { RETIRED } from './retiredNames';

const UPDATE = 'Run `npm run vocabulary -- --update`.';
const uses = retiredUses();
const references = badReferences();

test('uses no retired name that is not in the list of names to rename', () => {
	const pending = new Set(pendingNames.read());
	const unexpected = uses.filter(({ retired }) => !pending.has(retired));
	expect(unexpected.map(({ where, retired, use }) => `${where}: ${retired}, now ${use}`)).toEqual(
		[],
	);
});

test('lists no name that is renamed everywhere', () => {
	const used = new Set(uses.map(({ retired }) => retired));
	expect(
		pendingNames.read().filter((name) => !used.has(name)),
		UPDATE,
	).toEqual([]);
});

test('refers only to pages and anchors of this repository, except in the files that are listed', () => {
	const pending = new Set(pendingReferences.read());
	const unexpected = references.filter(({ file }) => !pending.has(file));
	expect(unexpected.map(({ file, line, message }) => `${file}:${line}: ${message}`)).toEqual([]);
});

test('lists no file whose references are mended', () => {
	const bad = new Set(references.map(({ file }) => file));
	expect(
		pendingReferences.read().filter((file) => !bad.has(file)),
		UPDATE,
	).toEqual([]);
});

test('lists only retired names', () => {
	const known = RETIRED.flatMap(labelsOf);
	expect(pendingNames.read().filter((name) => !known.includes(name))).toEqual([]);
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
