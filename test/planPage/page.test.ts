import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { setUp } from '../actions/setUp';
import { planPage } from '../../nodes/PaxtonNet2/planPage/page';
import { axeFinds, inDom } from './dom';
import { EVIL, pageOn, site, synchronized } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await site();
});
afterEach(async () => await net2.emulator.stop());

const loose = { safetyLimits: { maxDisablePercent: 100, maxErrorPercent: 100 } };

const OURS =
	'a b bdi body code del div footer h1 h2 head header html ins li main meta nav p rect section span strong style svg table tbody td th thead title tr ul';

test('whatever somebody types into a name, a department, a level, a title, a key or a reason stays text', async () => {
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

test('the check before would see a page that does not escape', async () => {
	const { items } = await synchronized(net2);
	const page = pageOn(items.at(-1)).replace('<main>', `<main>${EVIL.person}${EVIL.level}`);
	const { elements, attributes, alerts } = inDom(page);
	expect(elements).toContain('img');
	expect(attributes).toContain('onerror=alert(1)');
	expect(alerts).toContain(1);
});

test('the name of the workflow stays text, in the title too', () => {
	const about = { operation: 'user.update', executionId: '', madeAt: '2026-11-24 09:00 (UTC)' };
	const page = planPage([], { ...about, workflowName: EVIL.department }, new Map());
	const { elements, text, alerts } = inDom(page);
	expect([elements.includes('script'), alerts]).toEqual([false, []]);
	expect(text).toContain(EVIL.department);
});

test('the page allows its own style sheet, and nothing else', async () => {
	const { items } = await synchronized(net2);
	const page = pageOn(items.at(-1));
	const css = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '';
	const digest = createHash('sha256').update(css).digest('base64');
	const { attributes } = inDom(page);
	expect(css.length).toBeGreaterThan(1000);
	expect(attributes).toContain(
		`content=default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`,
	);
	expect(page).not.toMatch(/url\(|@import|<link|<script|https?:/);
});

test('axe finds nothing to correct, in a plan, after it, and in a dry run', async () => {
	const plan = await synchronized(net2);
	const done = await synchronized(net2, { ...loose, mode: 'apply' });
	const dry = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: { __rl: true, mode: 'key', value: '={{ $json.key }}' },
			options: { dryRun: true, report: 'html' },
		},
		[{ key: '100001' }, { key: 'nobody' }],
		{ onError: 'continueErrorOutput' },
	);
	for (const item of [plan.items.at(-1), done.items.at(-1), dry.items[0]])
		expect(await axeFinds(pageOn(item))).toEqual([]);
	const broken = pageOn(plan.items.at(-1)).replace(' lang="en"', '').replaceAll('<h1>', '<h4>');
	expect(await axeFinds(broken)).toContain('html-has-lang');
});

test('it says who joins, moves and leaves, before and after, and which brake holds', async () => {
	const { items } = await synchronized(net2);
	const text = inDom(pageOn(items.at(-1))).text.replace(/\s+/g, ' ');
	expect(text).toContain('Held: a brake is tripped, so nothing of this plan would be written.');
	expect(text).toContain('maxErrorPercent 5% (2): 3 of 58 on record (5.2%)');
	expect(text).toMatch(/in percent maxErrorPercent 3 \(5\.2%\) 5% Holds the plan/);
	expect(text).toMatch(/who lose access maxDisables 2 10 Within/);
	expect(text).toMatch(/Dirk Müller 3 key 100003 · user 3 End date: added: 2098-11-30 23:59/);
	expect(text).toMatch(
		/Hugo Jansen 7 .* Department: Warehouse to Finance Access levels: removed: Server room added: Office hours/,
	);
	expect(text).toMatch(/Position: added: Controller/);
	expect(text).toMatch(/Active in Net2, and not on the list 2 .* Bram Jansen 21/);
	expect(text).toContain(String(items.at(-1)?.json['planId']));
	const ready = await synchronized(net2, loose);
	expect(pageOn(ready.items.at(-1))).toContain(
		'No brake holds this plan. 10 people would be written',
	);
	const done = await synchronized(net2, { ...loose, mode: 'apply' });
	expect(pageOn(done.items.at(-1))).toContain('10 people written to Net2, 3 with an error.');
});

test('shows a sign in place of invisible characters and those that turn a name around', async () => {
	const rows = [{ key: '9', firstName: 'Ann\u202ekcaH', lastName: 'Ob\u200bd' }];
	const { items } = await net2.run(
		{ resource: 'user', operation: 'synchronize', options: { report: 'html' } },
		rows,
	);
	const { text } = inDom(pageOn(items.at(-1)));
	expect(text).toContain('Ann\ufffdkcaH Ob\ufffdd');
	expect(text).not.toMatch(/[\u202e\u200b]/);
});

test('ten thousand people make a page that opens at once: rows are cut off, and it says how many', async () => {
	const rows = Array.from({ length: 10_000 }, (_, n) => ({
		key: `J${n}`,
		firstName: `Person ${n} `.repeat(3).trim().slice(0, 45),
		lastName: '<b>&"\''.repeat(7),
		department: 'Sales',
		accessLevels: 'Office hours, Warehouse, Server room',
	}));
	const { items } = await net2.run(
		{ resource: 'user', operation: 'synchronize', options: { report: 'html' } },
		rows,
	);
	const page = pageOn(items.at(-1));
	expect(Buffer.byteLength(page)).toBeLessThan(500_000);
	const { text } = inDom(page);
	expect(text).toContain('And 9800 more, which this page leaves out');
	expect(text).toMatch(/Joiners\s+10000/);
	expect(page.match(/class="name"/g)).toHaveLength(200);
});
