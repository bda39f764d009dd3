import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVIL, pageOn, site, synchronized } from '../planReport/support';
import { openBrowser } from './browser';
import { PICTURES } from './editor';

const loose = { safetyLimits: { maxDisablePercent: 100, maxErrorPercent: 100 } };

let browser: Browser;
let pages: Record<'held' | 'ready' | 'done', string>;
beforeAll(async () => {
	browser = await openBrowser();
	const net2 = await site();
	const page = async (parameters = {}) =>
		pageOn((await synchronized(net2, parameters)).items.at(-1));
	pages = {
		held: await page(),
		ready: await page(loose),
		done: await page({ ...loose, mode: 'apply' }),
	};
	await net2.emulator.stop();
});
afterAll(async () => await browser.close());

interface Look {
	scheme: 'light' | 'dark';
	width?: number;
	media?: 'screen' | 'print';
}

/** The page as somebody opens it, and everything it did that a page must not: dialogs, requests, complaints. */
async function opened(html: string, { scheme, width = 1100, media = 'screen' }: Look) {
	const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 900 } });
	const misdeeds: string[] = [];
	page.on('dialog', (dialog) => {
		misdeeds.push(`dialog ${dialog.message()}`);
		dialog.dismiss().catch((error: unknown) => misdeeds.push(String(error)));
	});
	page.on('console', (message) => misdeeds.push(message.text()));
	page.on('request', (request) => {
		if (request.url() !== 'http://127.0.0.1/report.html') misdeeds.push(request.url());
	});
	await page.route('**/*', async (route) => {
		await route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
	});
	await page.emulateMedia({ media });
	await page.goto('http://127.0.0.1/report.html');
	return { page, misdeeds };
}

const Violations = v.array(
	v.object({ id: v.string(), nodes: v.array(v.object({ html: v.string() })) }),
);

/** All of axe's rules, contrast too. It is put in from outside, since the page itself lets no script in. */
async function axeFinds(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const found: unknown = await page.evaluate('axe.run().then(({ violations }) => violations)');
	return v.parse(Violations, found).map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

const looks: Look[] = [
	{ scheme: 'light' },
	{ scheme: 'dark' },
	{ scheme: 'light', width: 390 },
	{ scheme: 'dark', media: 'print' },
];

test.each(looks)('axe finds nothing, and nothing is cut off: %o', async (look) => {
	for (const html of Object.values(pages)) {
		const { page, misdeeds } = await opened(html, look);
		expect(await axeFinds(page)).toEqual([]);
		const wide: unknown = await page.evaluate(
			'[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
		);
		const [needs, has] = v.parse(v.tuple([v.number(), v.number()]), wide);
		expect(needs).toBeLessThanOrEqual(has);
		expect(misdeeds).toEqual([]);
		await page.close();
	}
});

test('in a browser too, what somebody typed into a name runs nothing and makes nothing', async () => {
	const { page, misdeeds } = await opened(pages.held, { scheme: 'light' });
	expect(
		await page.locator('img, script, iframe, svg[onload], a[href^="javascript"]').count(),
	).toBe(0);
	const text = await page.locator('body').innerText();
	for (const evil of Object.values(EVIL)) expect(text).toContain(evil);
	expect(misdeeds).toEqual([]);
	// The policy is the second wall: an element that got in all the same would not run.
	const broken = pages.held.replace('<main>', `<main>${EVIL.person}<script>alert(9)</script>`);
	const past = await opened(broken, { scheme: 'light' });
	expect(past.misdeeds.filter((one) => one.startsWith('dialog'))).toEqual([]);
	expect(past.misdeeds.join()).toContain('Content Security Policy');
	await page.close();
	await past.page.close();
});

test('it prints, and pictures of it are kept', async () => {
	mkdirSync(PICTURES, { recursive: true });
	for (const scheme of ['light', 'dark'] as const) {
		const { page } = await opened(pages.held, { scheme });
		await page.screenshot({ path: join(PICTURES, `plan-report-${scheme}.png`) });
		const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true });
		expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
		await page.close();
	}
});
