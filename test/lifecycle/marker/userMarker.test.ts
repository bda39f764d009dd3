import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	NO_ENTRIES,
	type LeftEntry,
	type MarkerEntries,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import {
	containsMarkerOpening,
	deriveMarkerKey,
	disputeLeft,
	markerKeySource,
	readMarker,
	writeMarker,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';

const KEY = deriveMarkerKey('00000000-0000-0000-0000-000000000001');
const KIM = { userId: 42, key: KEY };
const LEFT: LeftEntry = {
	endDate: '2026-11-29T00:00:00',
	cause: 'list',
	departmentId: 2,
	levelIds: [1, 2],
	temporaryLevelIds: [],
	doors: 0,
};
const FULL: MarkerEntries = {
	list: 'hr',
	left: {
		...LEFT,
		cause: 'operation',
		temporaryLevelIds: [3],
		doors: 2,
		endDate: '2026-11-29T23:59:00',
	},
	temporary: [
		{ levelId: 4, until: Date.parse('2026-12-01T16:00:00Z') },
		{ levelId: 5, until: Date.parse('2026-12-24T00:00:30Z') },
	],
	ruleLevels: [1, 2],
};

function written(text: string | null, entries: MarkerEntries, to = KIM): string {
	const result = writeMarker(text, entries, { ...to, room: 0 });
	if (result === 'noRoom') throw new Error('A field without a limit has room.');
	return result.text;
}

const entriesArb: fc.Arbitrary<MarkerEntries> = fc.record({
	list: fc.constantFrom(null, '', 'hr', 'contractors-2'),
	left: fc.option(
		fc.record({
			endDate: fc.constantFrom('2026-11-29T00:00:00', '2026-02-28T23:59:00', '2031-01-01T07:08:09'),
			cause: fc.constantFrom('list' as const, 'operation' as const),
			departmentId: fc.option(fc.nat(99)),
			levelIds: fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { maxLength: 4 }),
			temporaryLevelIds: fc.uniqueArray(fc.integer({ min: 51, max: 99 }), { maxLength: 2 }),
			doors: fc.nat(3),
		}),
	),
	temporary: fc.array(
		fc.record({
			levelId: fc.integer({ min: 1, max: 99 }),
			until: fc.integer({ min: 1_700_000_000, max: 2_200_000_000 }).map((second) => second * 1000),
		}),
		{ maxLength: 3 },
	),
	ruleLevels: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }),
});

describe('a marker that this node wrote', () => {
	test('reads as what was written, with the other text of the field as it was', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme' }),
				entriesArb,
				fc.nat(1_000_000),
				(text, entries, userId) => {
					const before = readMarker(text, { userId, key: KEY });
					const field = written(text, entries, { userId, key: KEY });
					const reading = readMarker(field, { userId, key: KEY });
					expect(reading).toMatchObject({ entries, forged: before.forged, several: false });
					expect(reading.plainText).toBe(before.plainText);
				},
			),
		);
	});
	test('replaces an earlier one', () => {
		const first = written('Parking permit 7', FULL);
		const second = written(`${first} Room 3`, { ...NO_ENTRIES, ruleLevels: [9] });
		expect(second).toMatch(/^Parking permit 7 Room 3 \[n8n2 rules=9 [\w-]{14}\]$/);
	});
	test('goes when there is nothing to store', () => {
		expect(written(written('Parking permit 7', FULL), NO_ENTRIES)).toBe('Parking permit 7');
		expect(written(null, NO_ENTRIES)).toBe('');
	});
	test('fits with a leave of three levels into a custom field of 50 characters', () => {
		const left = { ...LEFT, levelIds: [1, 2, 3] };
		const result = writeMarker(null, { ...NO_ENTRIES, left }, { ...KIM, room: 50 });
		expect(result).toMatchObject({ text: expect.stringMatching(/^.{0,50}$/) });
	});
	test('is refused when the field has no room, to the character', () => {
		const { length } = written('Parking permit 7', FULL);
		expect(writeMarker('Parking permit 7', FULL, { ...KIM, room: length })).not.toBe('noRoom');
		expect(writeMarker('Parking permit 7', FULL, { ...KIM, room: length - 1 })).toBe('noRoom');
	});
	test('shows the words that the documentation describes', () => {
		expect(written('', FULL)).toMatch(
			/^\[n8n2 list=hr left=20261129T2359O\/2\/1\+2\+t3\/2 until=4@20261201T1600Z\+5@20261224T000030Z rules=1\+2 [\w-]{14}\]$/,
		);
	});
	test('stores a midnight in UTC as a time', () => {
		const temporary = [{ levelId: 4, until: Date.parse('2026-12-01T00:00:00Z') }];
		const field = written('', { ...NO_ENTRIES, temporary });
		expect(field).toContain('until=4@20261201T0000Z');
		expect(readMarker(field, KIM).entries.temporary).toEqual(temporary);
	});
});

describe('a marker is not believed', () => {
	const good = written('', { ...NO_ENTRIES, left: LEFT });
	const cases: Array<[why: string, field: string]> = [
		['when HR text carries one of the first edition', '[n8n1 left=2026-11-29/2/1+2+3/0]'],
		['when it was typed in without the last word', '[n8n2 left=20261129L/2/1+2]'],
		[
			'when it was typed in with an invented last word',
			'[n8n2 left=20261129L/2/1+2 AAAAAAAAAAAAAA]',
		],
		['when a level was added', good.replace('1+2', '1+2+9')],
		['when the cause was changed', good.replace('L/', 'O/')],
		['when the end date was changed', good.replace('20261129', '20261128')],
		['when the department was changed', good.replace('/2/', '/3/')],
		['when it was cut', good.slice(0, -3)],
		['when its end is missing', good.slice(0, -1)],
		['when the last word is too long', good.replace(']', 'A]')],
		['when its blanks were doubled', good.replace(' ', '  ')],
		['when it is written in capitals', good.toUpperCase()],
		[
			'when it was copied from another user',
			written('', { ...NO_ENTRIES, left: LEFT }, { userId: 43, key: KEY }),
		],
		[
			'when another credential wrote it',
			written('', { ...NO_ENTRIES, left: LEFT }, { userId: 42, key: deriveMarkerKey('other') }),
		],
		['when a word is unknown', '[n8n2 open=all AAAAAAAAAAAAAA]'],
		['when a later version wrote it', '[n8n3 left=20261129L/2/1+2 AAAAAAAAAAAAAA]'],
	];
	test.each(cases)('%s', (_why, field) => {
		const reading = readMarker(`Parking permit 7 ${field}`, KIM);
		expect(reading).toMatchObject({ entries: NO_ENTRIES, authentic: false });
		expect(reading.forged || reading.otherVersion !== null).toBe(true);
	});
	test('when an authentic one is next to it, which is believed', () => {
		const reading = readMarker(`[n8n2 left=20261129L/2/9] ${good}`, KIM);
		expect(reading).toMatchObject({ authentic: true, forged: true, entries: { left: LEFT } });
	});
	test('and what it claims is reported, so that a person can look', () => {
		const reading = readMarker('[n8n2 until=4@20261201T1600Z AAAAAAAAAAAAAA]', KIM);
		expect(reading.claims).toEqual([
			{ ...NO_ENTRIES, temporary: [{ levelId: 4, until: Date.parse('2026-12-01T16:00:00Z') }] },
		]);
	});
});

describe('a leave of a list with another key, once disputed', () => {
	const OTHER = { userId: 42, key: deriveMarkerKey('other') };
	const disputed = (text: string, concerns = (_left: LeftEntry) => true) =>
		disputeLeft(text, { ...KIM, concerns });
	const isListed = ({ left }: MarkerEntries) => left?.cause === 'list';

	test('is not believed by its own key, and claims an operation', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), entriesArb, (text, entries) => {
				const field = written(text, entries, OTHER);
				const after = disputed(field);
				expect(after).toHaveLength(field.length);
				if (isListed(entries)) {
					expect(after).not.toBe(field);
					const { authentic, claims } = readMarker(after, OTHER);
					expect(authentic).toBe(false);
					expect(claims.at(-1)?.left).toEqual({ ...entries.left, cause: 'operation' });
				} else expect(after).toBe(field);
				expect(disputed(after)).toBe(after);
			}),
		);
	});
	test('changes no entry of the own key, of another leave or of another version', () => {
		const entries = { ...NO_ENTRIES, left: LEFT };
		expect(disputed(written('a', entries))).toBe(written('a', entries));
		const other = written('a', entries, OTHER);
		expect(disputed(other, ({ endDate }) => endDate !== LEFT.endDate)).toBe(other);
		const later = other.replace('[n8n2', '[n8n3');
		expect(disputed(later)).toBe(later);
	});
});

test('of two authentic markers that differ, none gives access and the earliest end counts', () => {
	const at = (until: string) => ({
		...NO_ENTRIES,
		temporary: [{ levelId: 4, until: Date.parse(until) }],
	});
	const early = written('', { ...at('2026-12-01T16:00:00Z'), left: LEFT });
	const late = written('', { ...at('2026-12-31T16:00:00Z'), ruleLevels: [7], list: 'hr' });
	expect(readMarker(`${late} ${early}`, KIM)).toMatchObject({
		several: true,
		entries: { ...at('2026-12-01T16:00:00Z'), left: null, ruleLevels: [7], list: 'hr' },
	});
	expect(readMarker(`${late} and ${late}`, KIM).several).toBe(false);
});

test('writing keeps the marker of a later version and drops one of the first edition', () => {
	expect(written('a [n8n1 left=2026-11-29/2/1/0] b [n8n3 x y] c', NO_ENTRIES)).toBe(
		'a b [n8n3 x y] c',
	);
});

test('text that closes up to a marker once the inner one goes is no marker either', () => {
	expect(written('[n8n2[n8n2 x]  y] z', NO_ENTRIES)).toBe('z');
});

test.each([
	['[n8n1 left=2026-11-29/2/1+2+3/0]', true],
	['text [n8n2', true],
	['[N8N2 left=', true],
	['[n8\u200bn2 left=', true],
	['\uff3bn8n2 left=', true],
	['[ n8n 2 left=', true],
	['see n8n2', false],
	['[n8n] workflow', false],
	['[note] 2', false],
	['', false],
])('the opening of a marker in %j is %s', (value, contains) => {
	expect(containsMarkerOpening(value)).toBe(contains);
});

test('the key comes from the marker secret, else from the client id in any case', () => {
	const id = 'ABCDEF00-0000-0000-0000-000000000001';
	expect(markerKeySource({ clientId: ` ${id}` })).toBe(id.toLowerCase());
	expect(markerKeySource({ clientId: id, markerSecret: ' ' })).toBe(id.toLowerCase());
	expect(markerKeySource({ clientId: id, markerSecret: ' Secret ' })).toBe('Secret');
	expect(deriveMarkerKey('a').equals(deriveMarkerKey('b'))).toBe(false);
	expect(deriveMarkerKey('a')).toHaveLength(32);
});
