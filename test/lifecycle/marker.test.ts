import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	readMarker,
	withMarker,
	type Marker,
} from '../../nodes/PaxtonNet2/lifecycle/marker/marker';

const NOTES = { id: 13, name: 'Notes', maxLength: 0 };
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { maxLength: 6 });
const marker: fc.Arbitrary<Marker> = fc.record(
	{
		left: fc.record({
			on: fc.constantFrom('2026-11-24', '2027-01-01'),
			department: fc.nat(999),
			levels: ids,
			doors: fc.nat(20),
		}),
		timeBoxes: fc.uniqueArray(
			fc.record({
				level: fc.integer({ min: 1, max: 999 }),
				until: fc.constant('2026-12-01T17:00:00'),
			}),
			{ maxLength: 4, selector: ({ level }) => level },
		),
		byRules: ids,
	},
	{ requiredKeys: ['timeBoxes', 'byRules'] },
);

describe('the marker in a custom field', () => {
	test('reads back as written, and leaves what else stands there alone', () => {
		fc.assert(
			fc.property(
				marker,
				marker,
				fc.string().filter((text) => !text.includes('[n8n')),
				(first, second, note) => {
					const once = withMarker(note, first, NOTES);
					const retryIdempotent = withMarker(once, second, NOTES);
					expect(readMarker(once)).toEqual(first);
					expect(readMarker(retryIdempotent)).toEqual(second);
					expect(retryIdempotent.startsWith(note)).toBe(true);
					expect(retryIdempotent.match(/\[n8n/g)).toHaveLength(1);
				},
			),
		);
	});

	test('is absent where there is none', () => {
		expect(readMarker(null)).toBeNull();
		expect(readMarker('Sits by the window [north]')).toBeNull();
	});

	test.each([
		'[n8n1 left=soon]',
		'[n8n2]',
		'[n8n1 rules=1+2',
		'[n8n1 until=4@tomorrow]',
		'[n8n1 x]',
	])('is refused where somebody altered it: %s', (text) => {
		expect(() => readMarker(text)).toThrow(/cannot be read/);
	});

	test('is refused where there is no room, naming a roomier field', () => {
		const small = { id: 12, name: 'Car registration', maxLength: 10 };
		const left = { on: '2026-11-24', department: 3, levels: [1], doors: 0 };
		expect(() => withMarker('', { left, timeBoxes: [], byRules: [] }, small)).toThrow(
			/room for 10 characters/,
		);
	});
});
