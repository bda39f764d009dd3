import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportLanguage } from '../../nodes/PaxtonNet2/planReport/languages';
import { credentialFor } from '../actions/setUp';
import { planReport } from '../../nodes/PaxtonNet2/planReport/page';
import { exampleReport } from '../planReport/example';
import {
	EVIL,
	pageOn,
	site,
	siteWithDifferences,
	SYNCHRONIZE,
	synchronized,
} from '../planReport/support';
import { openBrowser } from './browser';
import { PICTURES } from './editor';

/** Pictures of whole reports, for a person to review. They are thrown away with the lab. */
const REVIEWED = join(__dirname, '..', '..', '.lab', 'reports');

const loose = { safetyLimits: { maxDisablePercent: 100, maxErrorPercent: 100 } };

let browser: Browser;
let pages: Record<'blocked' | 'ready' | 'done' | 'dutch', string>;
beforeAll(async () => {
	browser = await openBrowser();
	const net2 = await site();
	const page = async (parameters = {}) =>
		pageOn((await synchronized(net2, parameters)).items.at(-1));
	pages = {
		blocked: await page(),
		ready: await page(loose),
		dutch: await page({ ...loose, options: { report: 'html', reportLanguage: 'nl' } }),
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

/** Opens the page, and gathers what a report must never do: dialogs, requests, messages on the console. */
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

/** All of axe's rules, contrast too. It is put in from outside, since the page itself runs no script. */
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

test.each(looks)(
	'has nothing that axe reports and no text outside the window: %o',
	async (look) => {
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
	},
);

/** A real plan of so many differences, in both languages. */
async function pagesOf(count: number): Promise<Record<ReportLanguage, string>> {
	const { net2, rows } = await siteWithDifferences(count);
	const page = async (reportLanguage: ReportLanguage) => {
		const off = {
			maxDisables: 2_000,
			maxDisablePercent: 100,
			maxRevokes: 2_000,
			maxJoiners: 2_000,
			maxJoinerPercent: 100,
			maxGrants: 2_000,
			maxGrantPercent: 100,
			maxChangePercent: 100,
			maxKeyChangePercent: 100,
			minMatchPercent: 0,
		};
		const options = { report: 'html', reportLanguage };
		const { items } = await net2.run({ ...SYNCHRONIZE, safetyLimits: off, options }, rows, {
			credentials: {
				paxtonNet2Api: credentialFor(net2.emulator, { timeZone: 'Europe/Amsterdam' }),
			},
		});
		return pageOn(items.at(-1));
	};
	const pages = { en: await page('en'), nl: await page('nl') };
	await net2.emulator.stop();
	return pages;
}

test.each([3, 60, 1_000])(
	'of %i differences is readable in each theme, on paper and in both languages, and runs nothing',
	async (count) => {
		const reports = await pagesOf(count);
		mkdirSync(REVIEWED, { recursive: true });
		for (const language of ['en', 'nl'] as const)
			for (const look of looks) {
				const { page, misdeeds } = await opened(reports[language], look);
				const { scheme, width = 1100, media = 'screen' } = look;
				// On the longest report axe takes 15 seconds, and the other looks have the same elements.
				if (count < 1_000 || (media === 'screen' && width === 1100))
					expect(await axeFinds(page)).toEqual([]);
				expect(await page.locator('img, script, iframe').count()).toBe(0);
				const name = `report-${count}-${language}-${scheme}-${media}-${width}`;
				if (media === 'print')
					await page.pdf({ path: join(REVIEWED, `${name}.pdf`), format: 'A4', scale: 1 });
				else await page.screenshot({ path: join(REVIEWED, `${name}.png`), fullPage: true });
				expect(misdeeds).toEqual([]);
				await page.close();
			}
	},
	600_000,
);

test('runs nothing that is typed into a name, in a browser too', async () => {
	const { page, misdeeds } = await opened(pages.blocked, { scheme: 'light' });
	expect(
		await page.locator('img, script, iframe, svg[onload], a[href^="javascript"]').count(),
	).toBe(0);
	const text = await page.locator('body').innerText();
	for (const evil of Object.values(EVIL)) expect(text).toContain(evil);
	expect(misdeeds).toEqual([]);
	// The policy is the second wall: an element that got in all the same would not run.
	const broken = pages.blocked.replace('<main>', `<main>${EVIL.person}<script>alert(9)</script>`);
	const past = await opened(broken, { scheme: 'light' });
	expect(past.misdeeds.filter((one) => one.startsWith('dialog'))).toEqual([]);
	expect(past.misdeeds.join()).toContain('Content Security Policy');
	await page.close();
	await past.page.close();
});

test('prints, and keeps pictures', async () => {
	mkdirSync(PICTURES, { recursive: true });
	for (const [language, scheme] of [
		['en', 'light'],
		['en', 'dark'],
		['nl', 'light'],
		['nl', 'dark'],
	] as const) {
		const { page: html } = planReport(exampleReport(language), 'x.csv');
		const { page, misdeeds } = await opened(html, { scheme, width: 900 });
		expect(await axeFinds(page)).toEqual([]);
		const name = `plan-report-${language === 'en' ? '' : `${language}-`}${scheme}.png`;
		await page.screenshot({ path: join(PICTURES, name), fullPage: true });
		const printed = await page.pdf({ format: 'A4', preferCSSPageSize: true });
		expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
		expect(misdeeds).toEqual([]);
		await page.close();
	}
});
