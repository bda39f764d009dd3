import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUp } from '../actions/setUp';
import { planReport } from '../../nodes/PaxtonNet2/planReport/page';
import { SOURCE } from './fixtures';
import { axeFinds, inDom } from './dom';
import { EVIL, fileOn, pageOn, site, synchronized } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await site();
});
afterEach(async () => await net2.emulator.stop());

const loose = { safetyLimits: { maxDisablePercent: 100, maxErrorPercent: 100 } };

const OURS =
	'a b bdi body code dd del div dl dt footer h1 h2 h3 head header html ins li main meta nav ol p section span strong style table tbody td th thead title tr ul';

test('keeps markup in names, departments, levels, titles, numbers and reasons as text', async () => {
	for (const parameters of [{}, loose, { ...loose, mode: 'apply' }]) {
		const { items } = await synchronized(net2, parameters);
		const { elements, attributes, text, alerts } = inDom(pageOn(items.at(-1)));
		expect(alerts).toEqual([]);
		expect(elements.filter((name) => !OURS.split(' ').includes(name))).toEqual([]);
		expect(attributes.filter((one) => /^(on|src|style|srcdoc)/i.test(one))).toEqual([]);
		expect(attributes.filter((one) => /^href=(?!#[a-z]+$)/.test(one))).toEqual([]);
		for (const evil of Object.values(EVIL)) expect(text).toContain(evil);
	}
});

test('has a check that finds markup when a page does not escape it', async () => {
	const { items } = await synchronized(net2);
	const page = pageOn(items.at(-1)).replace('<main>', `<main>${EVIL.person}${EVIL.level}`);
	const { elements, attributes, alerts } = inDom(page);
	expect(elements).toContain('img');
	expect(attributes).toContain('onerror=alert(1)');
	expect(alerts).toContain(1);
});

test('keeps markup in the name of the workflow as text', () => {
	const source = { ...SOURCE, workflowName: EVIL.department, listName: EVIL.person };
	const { page } = planReport({ items: [], source, language: 'en', labels: new Map() }, 'x.csv');
	const { elements, text, alerts } = inDom(page);
	expect([elements.includes('script'), alerts]).toEqual([false, []]);
	expect(text).toContain(EVIL.department);
});

test('allows its own style sheet and nothing else', async () => {
	const { items } = await synchronized(net2);
	const page = pageOn(items.at(-1));
	const css = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '';
	const digest = createHash('sha256').update(css).digest('base64');
	const { attributes } = inDom(page);
	expect(css.length).toBeGreaterThan(1000);
	expect(attributes).toContain(
		`content=default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
	);
	expect(page).not.toMatch(/url\(|@import|<link|<script|="https?:/);
});

test('has nothing that axe reports, in a plan, after it and in a dry run, in both languages', async () => {
	for (const reportLanguage of ['en', 'nl']) {
		const options = { report: 'html', reportLanguage };
		const plan = await synchronized(net2, { options });
		const ready = await synchronized(net2, { ...loose, options });
		const dry = await net2.run(
			{
				resource: 'user',
				operation: 'disable',
				user: { __rl: true, mode: 'key', value: '={{ $json.key }}' },
				options: { dryRun: true, ...options },
			},
			[{ key: '100001' }, { key: 'unknown' }],
			{ onError: 'continueErrorOutput' },
		);
		for (const item of [plan.items.at(-1), ready.items.at(-1), dry.items[0]])
			expect(await axeFinds(pageOn(item))).toEqual([]);
	}
	const done = await synchronized(net2, { ...loose, mode: 'apply' });
	expect(await axeFinds(pageOn(done.items.at(-1)))).toEqual([]);
	const broken = pageOn(done.items.at(-1)).replace(' lang="en"', '').replaceAll('<h1>', '<h4>');
	expect(await axeFinds(broken)).toContain('html-has-lang');
});

const textOf = async (parameters = {}) => {
	const { items } = await synchronized(net2, parameters);
	return inDom(pageOn(items.at(-1))).text.replace(/\s+/g, ' ');
};

test('says in one sentence what happens, and what blocks a plan', async () => {
	const blocked = await textOf();
	expect(blocked).toMatch(
		/This plan is blocked by a safety limit\. Without the limit, 2 users lose access, 3 users are created, 2 users get another department or title and 3 users change in other ways\./,
	);
	expect(blocked).toMatch(/lines cannot be processed, and the limit is .* Nothing was written\./);
	expect(blocked).toContain('You cannot approve this plan');
	const ready = await textOf(loose);
	expect(ready).toContain('If you approve this plan, 2 users lose access');
	expect(ready).toContain('Nothing has been written yet.');
	const done = await textOf({ ...loose, mode: 'apply' });
	expect(done).toContain('In Net2, 2 users lost access');
	expect(done).not.toContain('How to approve');
});

test('names the server, the operator, the workflow, the settings and how to approve', async () => {
	const { items } = await synchronized(net2, loose);
	const page = pageOn(items.at(-1));
	const text = inDom(page).text.replace(/\s+/g, ' ');
	expect(text).toContain(`Net2 server ${net2.emulator.url}`);
	expect(text).toContain('Net2 operator System engineer');
	expect(text).toContain('Users who are missing from the list are reported');
	expect(text).toContain(`Plan ID ${String(items.at(-1)?.json['planId'])}`);
	expect(text).toMatch(/valid for 72 hours, until \d+ \w+ \d{4}, \d\d:\d\d/);
	expect(text).toContain('Apply Approved Plan');
});

test('shows why each leaver leaves, and whether access ends now or on a date', async () => {
	const text = await textOf(loose);
	expect(text).toMatch(
		/Number 100005 · Net2 user 5 Access ends when the plan is applied\. Overdue: the end date on the HR list passed earlier Overdue End date: added: /,
	);
	expect(text).toMatch(
		/Number 100003 · Net2 user 3 Access ends on 30 November 2098\. End date on the HR list/,
	);
});

test('shows which levels users get, and marks those that are powerful by their name', async () => {
	const { items } = await synchronized(net2, loose);
	const text = inDom(pageOn(items.at(-1))).text.replace(/\s+/g, ' ');
	expect(text).toMatch(/Server room Powerful 1: /);
	expect(text).toMatch(/Warehouse 1: Siobhán O'Brien-Walsh/);
	expect(text).toMatch(/Access starts on 5 January 2099\./);
});

test('is in Dutch when the option says so, and marks text of the core as English', async () => {
	const { items } = await synchronized(net2, {
		...loose,
		options: { report: 'html', reportLanguage: 'nl' },
	});
	const page = pageOn(items.at(-1));
	expect(page).toContain('<html lang="nl">');
	expect(page).toContain('<span lang="en">');
	const text = inDom(page).text.replace(/\s+/g, ' ');
	expect(text).toContain('Als u dit plan goedkeurt, verliezen 2 gebruikers toegang');
	expect(text).toContain('De toegang eindigt op 30 november 2098.');
	expect(text).not.toMatch(/Leavers|Safety limits|How to approve/);
});

test('drops what turns a name around or shows as nothing from a list, and shows a sign for it elsewhere', async () => {
	const rows = [{ key: '9', firstName: 'Ann\u202ekcaH', lastName: 'Ob\u200bd' }];
	const { items } = await net2.run(
		{ resource: 'user', operation: 'synchronize', options: { report: 'html' } },
		rows,
	);
	const { text } = inDom(pageOn(items.at(-1)));
	// What is not seen never gets into Net2, so the page shows the name that Net2 gets.
	expect(text).toContain('AnnkcaH Obd');
	const workflowName = 'Ann\u202ekcaH Ob\u200bd';
	const { page } = planReport(
		{ items: [], source: { ...SOURCE, workflowName }, language: 'en', labels: new Map() },
		'x.csv',
	);
	expect(inDom(page).text).toContain('Ann\ufffdkcaH Ob\ufffdd');
	for (const one of [text, inDom(page).text]) expect(one).not.toMatch(/[\u202e\u200b]/);
});

test('continues 10,000 joiners in a CSV file, so that the page opens at once', async () => {
	const rows = Array.from({ length: 10_000 }, (_, n) => ({
		key: `J${n}`,
		firstName: `Person ${n} `.repeat(3).trim().slice(0, 45),
		lastName: '<b>&"\''.repeat(7),
		department: 'Sales',
		accessLevels: 'Office hours, Warehouse',
	}));
	const { items } = await net2.run(
		{ resource: 'user', operation: 'synchronize', options: { report: 'html' } },
		rows,
	);
	const page = pageOn(items.at(-1));
	expect(Buffer.byteLength(page)).toBeLessThan(500_000);
	const { text } = inDom(page);
	const file = items.at(-1)?.binary?.['reportCsv'];
	expect(file?.fileName).toMatch(/^net2-report-\d{4}-\d\d-\d\d-\d{4}\.csv$/);
	expect(text).toContain(
		`50 of 10000 are shown here. The attached file ${file?.fileName ?? ''} lists all of them.`,
	);
	const csv = fileOn(items.at(-1), 'reportCsv');
	expect(csv.startsWith('\ufeff"Plan ID","Group"')).toBe(true);
	expect(csv).toContain('"J9999"');
});
