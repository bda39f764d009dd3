import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvOf, withoutFormulas } from '../../nodes/PaxtonNet2/host/safeCsv';
import {
	DEFAULT_SAFETY_LIMITS,
	exceededLimits,
} from '../../nodes/PaxtonNet2/lifecycle/safetyLimits';
import { groupsOf } from '../../nodes/PaxtonNet2/planReport/groups';
import type { ReportItem } from '../../nodes/PaxtonNet2/planReport/input';
import { planReport } from '../../nodes/PaxtonNet2/planReport/page';
import { inDom } from './dom';
import { exampleReport, SUMMARY } from './example';
import { difference, endDate, entry, NOW, SOURCE } from './fixtures';

const many = <T>(count: number, make: (n: number) => T): T[] =>
	Array.from({ length: count }, (_, n) => make(n));

function reportOf(items: ReportItem[], language: 'en' | 'nl' = 'en') {
	const labels = new Map([['customField:14', 'Personnel number']]);
	return planReport({ items, source: SOURCE, language, labels }, 'rest.csv');
}

const removal = [{ field: 'accessLevels', from: 'Server room', to: null }];

test('shows every leaver and every rehire, however many there are', () => {
	const items = [
		...many(300, (n) =>
			difference({ kind: 'leaver', name: `L${n}`, changes: endDate('2026-11-29T00:00:00') }),
		),
		...many(300, (n) => difference({ kind: 'rehire', outcome: 'enabled', name: `R${n}` })),
	];
	const { page, rows } = reportOf(items);
	expect(page.match(/class="name"/g)).toHaveLength(600);
	expect(rows).toBeUndefined();
});

test('shows every user who loses a level, and continues the others in the file', () => {
	const entries = [
		...many(100, () => entry({ name: 'keeps' })),
		...many(60, () => entry({ name: 'loses', changes: removal })),
	];
	const [changes] = groupsOf(entries, NOW);
	expect(changes?.shown.map(({ name }) => name)).toEqual(many(60, () => 'loses'));
	expect(changes?.entries).toHaveLength(160);
});

test('shows 50 users of a longer group, and all of one with 50', () => {
	const shown = (count: number) =>
		groupsOf(
			many(count, () => entry()),
			NOW,
		)[0]?.shown.length;
	expect([shown(50), shown(51)]).toEqual([50, 50]);
	expect(reportOf(many(50, () => difference())).rows).toBeUndefined();
	expect(reportOf(many(51, () => difference())).rows).toHaveLength(52);
});

test('lists overdue leavers first, then those whose access ends now, then by date', () => {
	const leaver = (name: string, changes = endDate('2026-11-29T00:00:00')) =>
		entry({ kind: 'leaver', name, changes });
	const [group] = groupsOf(
		[
			leaver('later', endDate('2027-01-31T23:59:00')),
			leaver('sooner', endDate('2026-12-31T23:59:00')),
			leaver('now'),
			{ ...leaver('overdue'), kind: 'leaverStillActive' },
		],
		NOW,
	);
	expect(group?.entries.map(({ name }) => name)).toEqual(['overdue', 'now', 'sooner', 'later']);
});

test('shows no digit of a PIN or of a whole card number', () => {
	const secrets = difference({
		changes: [
			{ field: 'card 12345678', from: null, to: 'valid' },
			{ field: 'card …78', from: '12345678', to: null },
			{ field: 'pin', from: '4711', to: '4712' },
		],
	});
	const { page, rows } = reportOf([secrets, ...many(60, () => difference())]);
	for (const text of [page, csvOf(rows ?? [])]) {
		expect(text).not.toMatch(/12345678|471[12]/);
		expect(text).toContain('78');
	}
});

test('writes the whole list into the file, safe under each separator', () => {
	const formula = '=1+1;=cmd\t@x,-2';
	const { rows = [] } = reportOf(
		many(60, (n) =>
			difference({
				name: formula,
				key: `+${n}`,
				changes: [{ field: 'customField:14', from: null, to: formula }],
			}),
		),
	);
	const csv = csvOf(rows.map((row) => row.map(withoutFormulas)));
	for (const delimiter of [',', ';', '\t']) {
		const cells: string[][] = parse(csv, { delimiter, relaxQuotes: true, relaxColumnCount: true });
		expect(cells).toHaveLength(61);
		for (const cell of cells.flat()) expect(cell.replace(/^[\s"]+/, '')).not.toMatch(/^[=+\-@]/);
	}
	expect(rows[1]).toContain('Personnel number');
});

test('says what stays, and what does not', () => {
	const leaver = difference({
		kind: 'leaver',
		reason: 'endDate',
		changes: [
			...endDate('2026-11-29T00:00:00'),
			{ field: 'card …78', from: 'valid', to: 'lost' },
			{ field: 'pin', from: 'set', to: 'cleared' },
		],
	});
	const text = inDom(reportOf([leaver]).page).text;
	expect(text).toContain('1 card is marked as lost or removed. All other cards stay.');
	expect(text).toContain('1 PIN is cleared. All other PINs stay.');
	expect(text).toContain('Leavers keep their access levels in Net2.');
	const dutch = inDom(reportOf([leaver], 'nl').page).text;
	expect(dutch).toContain('1 pincode wordt gewist. Alle andere pincodes blijven.');
	expect(dutch).toContain('Einddatum op de HR-lijst');
});

test('names the file of the HR list, the settings and the users whose individual doors stay', () => {
	const text = inDom(planReport(exampleReport('en'), 'rest.csv').page).text.replace(/\s+/g, ' ');
	expect(text).toContain('employees.csv: 61 employees on the list');
	expect(text).toContain('lose access if they are missing from the list');
	expect(text).toContain('100012 Chloé Żak: 2');
	expect(text).toContain('until 3 December 2026, 09:00 (Europe/Amsterdam)');
	expect(text).toContain('2 users lose access, 1 user is created');
});

test('says that a plan is blocked, with the limit, and requests no approval', () => {
	const counts = { ...SUMMARY.counts, disables: 12 };
	const exceeded = exceededLimits(counts, DEFAULT_SAFETY_LIMITS);
	const summary = {
		...SUMMARY,
		blocked: true,
		counts,
		safetyLimits: { ...SUMMARY.safetyLimits, exceeded },
	};
	const input = exampleReport('nl');
	const items = input.items.map((item) => ('counts' in item ? summary : item));
	const text = inDom(planReport({ ...input, items }, 'x.csv').page).text.replace(/\s+/g, ' ');
	expect(text).toContain(
		'Gebruikers die toegang verliezen: 12. De limiet is 10. Er is niets geschreven.',
	);
	expect(text).toContain('U kunt dit plan niet goedkeuren');
	expect(text).not.toContain(SUMMARY.planId);
});

test('lists users with only a note of the node apart from those who change', () => {
	const note = [{ field: 'marker', from: null, to: 'updated' }];
	const groups = groupsOf(
		[entry({ changes: note }), entry({ changes: [...note, ...removal] })],
		NOW,
	);
	expect(groups.map(({ id, entries }) => [id, entries.length])).toEqual([
		['changes', 1],
		['notes', 1],
	]);
});

test.each(['en', 'nl'] as const)(
	'shows the details of a joiner, and a changed name; %s',
	(language) => {
		const joiner = difference({
			kind: 'joiner',
			outcome: 'created',
			userId: null,
			key: '77',
			name: 'New Person',
			changes: [
				{ field: 'firstName', from: null, to: 'New' },
				{ field: 'lastName', from: null, to: 'Person' },
				{ field: 'customField:14', from: null, to: '77' },
				{ field: 'telephone', from: null, to: '020 7007' },
				{ field: 'customField:9', from: null, to: 'new@example.com' },
				{ field: 'department', from: null, to: 'Sales' },
				{ field: 'accessLevels', from: null, to: 'Office hours' },
			],
		});
		const married = difference({
			kind: 'mover',
			name: 'Kim Berg',
			changes: [{ field: 'lastName', from: 'Vries', to: 'Berg' }],
		});
		const { text } = inDom(reportOf([joiner, married], language).page);
		for (const detail of [
			'New Person',
			'77',
			'020 7007',
			'new@example.com',
			'Sales',
			'Office hours',
		])
			expect(text).toContain(detail);
		expect(text).toContain('Vries');
		expect(text).toContain('Kim Berg');
	},
);
