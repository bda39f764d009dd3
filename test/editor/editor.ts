import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { owner } from '../e2e/rest';

const root = join(__dirname, '..', '..');

/** People look at the pictures. They are kept with the documents on request, and else thrown away with the lab. */
export const PICTURES = process.env['KEEP_SCREENSHOTS']
	? join(root, 'docs', 'screenshots')
	: join(root, '.lab', 'screenshots');

/** Pictures of the shipped workflows, kept in the same way. */
export const WORKFLOW_PICTURES = process.env['KEEP_SCREENSHOTS']
	? join(root, 'docs', 'pictures')
	: join(root, '.lab', 'pictures');

/** By n8n's own test ids (2.41.1). */
const id = (testId: string): string => `[data-test-id="${testId}"]`;

/** What n8n draws over a workflow. */
const NO_TOOLS = [
	'[data-test-id="canvas-controls"]',
	'.vue-flow__panel',
	'[class*=executionButtons]',
	'header',
	'[class*=logsPanel], [class*=LogsPanel]',
].join(', ');

/** n8n's editor as a person uses it who has never seen code. Nothing here waits for time to pass. */
export class Editor {
	private constructor(
		readonly page: Page,
		private readonly url: string,
	) {
		this.panel = page.locator(id('ndv'));
		this.parameters = page.locator(id('node-parameters'));
		this.input = page.locator(id('ndv-input-panel'));
		this.output = page.locator(id('output-panel'));
		this.credentialDialog = page.locator(id('editCredential-modal'));
	}

	/** The panel of one node. */
	readonly panel: Locator;

	readonly parameters: Locator;

	readonly input: Locator;

	readonly output: Locator;

	readonly credentialDialog: Locator;

	/** Opens the editor and signs in as the owner, who must exist. */
	static async open(browser: Browser, url: string): Promise<Editor> {
		const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.setDefaultTimeout(30_000);
		await page.goto(`${url}/signin`, { timeout: 120_000 });
		await page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
		await page.locator('input[name=password]').fill(owner.password);
		await page.locator(id('form-submit-button')).click();
		await page.waitForURL(/\/(home|workflow)/);
		return new Editor(page, url);
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.locator(id('canvas-plus-button')).waitFor();
	}

	async openWorkflow(workflowId: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${workflowId}`);
		await this.page.locator(id('canvas-node')).first().waitFor();
	}

	/** Opens the list of nodes of an empty workflow. */
	async openNodeList(): Promise<void> {
		await this.page.locator(id('canvas-plus-button')).click();
		await this.page.locator(id('node-creator-search-bar')).waitFor();
	}

	/** What the list of nodes shows for a word, best first. */
	async searchNodes(word: string): Promise<string[]> {
		const search = this.page.locator(id('node-creator-search-bar'));
		const names = this.page.locator(id('node-creator-item-name'));
		await search.fill('');
		await names.filter({ hasText: 'On a schedule' }).waitFor();
		await search.fill(word);
		await names.filter({ hasText: 'On a schedule' }).waitFor({ state: 'detached' });
		return await names.allInnerTexts();
	}

	/** Adds what the list shows under a node's actions, and opens its panel. */
	async addAction(node: string, action: string): Promise<void> {
		await this.searchNodes(node);
		const names = this.page.locator(id('node-creator-item-name'));
		await names.first().click();
		await this.page
			.locator(id('node-creator'))
			.getByText(/^Actions \(\d+\)$/)
			.click();
		await names.getByText(action, { exact: true }).click();
		await this.panel.waitFor();
	}

	async openNode(name: string): Promise<void> {
		await this.page.locator(id('canvas-node')).filter({ hasText: name }).dblclick();
		await this.panel.waitFor();
	}

	async closePanel(): Promise<void> {
		await this.page.locator(id('ndv-close-button')).click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	parameter(name: string): Locator {
		return this.page.locator(id(`parameter-input-${name}`));
	}

	/** Chooses from a plain drop-down. */
	async choose(parameter: string, option: string): Promise<void> {
		await this.parameter(parameter).click();
		await this.page
			.locator('.el-select-dropdown__item:visible')
			.filter({ has: this.page.getByText(option, { exact: true }) })
			.click();
	}

	/** Chooses how a resource locator finds something: `list`, or a mode of the node. */
	async chooseMode(parameter: string, mode: string): Promise<void> {
		const locator = this.page.locator(id(`resource-locator-${parameter}`));
		await locator.locator(id('rlc-mode-selector')).click();
		await this.page.locator(`${id(`mode-${mode}`)}:visible`).click();
	}

	/** Looks for words in a list of Net2's own, and says what it offers then. */
	async searchList(parameter: string, words: string): Promise<Locator> {
		const rows = this.page.locator(`${id('rlc-item')}:visible`);
		if (!(await this.page.locator(`${id('rlc-search')}:visible`).isVisible()))
			await this.page.locator(`${id(`resource-locator-${parameter}`)} ${id('rlc-input')}`).click();
		await rows.first().waitFor();
		const answer = this.page.waitForResponse(
			(response) =>
				response.url().includes('/dynamic-node-parameters/resource-locator-results') &&
				(response.request().postData() ?? '').includes(JSON.stringify(words)),
		);
		await this.page.locator(`${id('rlc-search')}:visible`).fill(words);
		await answer;
		return rows;
	}

	/** Fills a field of the credential. */
	async fillCredential(values: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(values)) {
			const field = this.credentialDialog.locator(id(`parameter-input-${name}`));
			await field.locator('input, textarea').first().fill(value);
		}
	}

	async saveCredential(): Promise<void> {
		await this.page.locator(id('credential-save-button')).click();
	}

	async closeCredential(): Promise<void> {
		await this.credentialDialog.getByLabel('Close this dialog').click();
		await this.credentialDialog.waitFor({ state: 'hidden' });
	}

	/** Adds an option of the open node, as n8n offers it below the parameters. */
	async addOption(label: string): Promise<void> {
		await this.parameters.locator(id('collection-parameter-add')).last().click();
		await this.page
			.locator(`${id('collection-parameter-option')}:visible`)
			.filter({ has: this.page.getByText(label, { exact: true }) })
			.click();
	}

	/** Says that the input fields come from the schema of the operation, because it has not run yet. */
	schemaPreview(): Locator {
		return this.panel.locator(id('schema-preview-warning'));
	}

	/** Runs the open node, whatever comes of it. */
	async run(): Promise<void> {
		await this.panel.locator(id('node-execute-button')).first().click();
	}

	/** Runs the open node, and what it needs before it. */
	async execute(): Promise<void> {
		await this.run();
		await this.output.locator(id('ndv-items-count')).waitFor();
	}

	/** Runs the nodes before the open one, so that their columns can be mapped. */
	async runBefore(): Promise<void> {
		await this.panel.locator(`${id('execute-previous-node')}:visible`).click();
		await this.panel
			.locator(`${id('ndv-input-panel')} ${id('run-data-schema-item')}`)
			.first()
			.waitFor();
	}

	/** Drags a column of the input onto a parameter, as n8n shows in its own first steps. */
	async drag(column: string, parameter: string): Promise<void> {
		const source = this.panel
			.locator(`${id('ndv-input-panel')}`)
			.getByText(column, { exact: true });
		const target = this.parameter(parameter);
		await target.scrollIntoViewIfNeeded();
		await this.atRest(target);
		const from = await source.boundingBox();
		if (!from) throw new Error(`${column} cannot be seen`);
		const { mouse } = this.page;
		await mouse.move(from.x + from.width / 2, from.y + from.height / 2);
		await mouse.down();
		const to = await this.atRest(target);
		await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 10 });
		await mouse.up();
		await target.getByText(`$json.${column}`).waitFor();
		await this.panel.getByText('Input', { exact: true }).click();
	}

	/** Where an element is, once what is around it has been loaded and it does not move any more. */
	private async atRest(
		target: Locator,
	): Promise<{ x: number; y: number; width: number; height: number }> {
		let box = await target.boundingBox();
		let equal = 0;
		await expect
			.poll(
				async () => {
					const now = await target.boundingBox();
					equal = now !== null && now.y === box?.y && now.x === box.x ? equal + 1 : 0;
					box = now;
					return equal;
				},
				{ interval: 100, timeout: 30_000 },
			)
			.toBeGreaterThanOrEqual(5);
		if (box === null) throw new Error('The element cannot be seen');
		return box;
	}

	async showOutputAs(mode: 'schema' | 'table' | 'json'): Promise<void> {
		await this.output.locator(id(`radio-button-${mode}`)).click();
	}

	/** The table of the output, as high as a person has to scroll. */
	outputTable(): Locator {
		return this.output.locator('table').first();
	}

	/**
	 * Drags the parameters to the left, so that the output has more room, and back. n8n remembers the widths for the
	 * next node. If the way back is missed, that node has no room for its input. n8n does not place the handle exactly.
	 */
	async withWideOutput(look: () => Promise<void>): Promise<void> {
		const before = await this.handle();
		await this.dragHandle(before, 40);
		await look();
		await expect
			.poll(
				async () => {
					await this.dragHandle(await this.handle(), before.x);
					return Math.abs((await this.handle()).x - before.x);
				},
				{ timeout: 30_000 },
			)
			.toBeLessThan(100);
	}

	/** The middle of the handle between the input and the parameters, once it does not move any more. */
	private async handle(): Promise<{ x: number; y: number }> {
		const { x, y, width, height } = await this.atRest(this.page.locator(id('panel-drag-button')));
		return { x: x + width / 2, y: y + height / 2 };
	}

	private async dragHandle(from: { x: number; y: number }, x: number): Promise<void> {
		const { mouse } = this.page;
		await mouse.move(from.x, from.y);
		await mouse.down();
		await mouse.move(x, from.y, { steps: 10 });
		await mouse.up();
	}

	/** The panel on a screen of this size, which is then as it was. */
	async onScreen(
		size: { width: number; height: number },
		look: () => Promise<void>,
	): Promise<void> {
		const before = this.page.viewportSize();
		if (before === null) throw new Error('the page has no size');
		await this.page.setViewportSize(size);
		await look();
		await this.page.setViewportSize(before);
	}

	/** Labels that n8n had to shorten because they are too long for the panel. */
	async cutLabels(): Promise<string[]> {
		const labels = `${id('input-label')} label, ${id('input-label')} span`;
		return await this.parameters
			.locator(`${labels}, ${id('rlc-mode-selector')} input`)
			.evaluateAll((elements) =>
				elements
					.filter((element) => element.scrollWidth > element.clientWidth && element.clientWidth > 0)
					.map((element) => element.textContent || (element.getAttribute('title') ?? 'a mode')),
			);
	}

	/** They also go by themselves, so that one which is gone before it is closed is as good. */
	private async closeNotifications(): Promise<void> {
		for (const toast of await this.page.locator('.el-notification').elementHandles()) {
			await toast.$eval('.el-notification__closeBtn', (button: { click?: () => void }) =>
				button.click?.(),
			);
			await toast.waitForElementState('hidden');
		}
	}

	/** Fits the open workflow into a wide window, and keeps a picture of its nodes alone. */
	async drawWorkflow(nodes: number, path: string): Promise<void> {
		await this.onScreen({ width: 2_000, height: 1_200 }, async () => {
			await this.page.emulateMedia({ colorScheme: 'light' });
			await this.page.locator(id('zoom-to-fit')).click();
			const drawn = this.page.locator('.vue-flow__node');
			await expect.poll(async () => await drawn.count()).toBe(nodes);
			const boxes = await drawn.evaluateAll((elements) =>
				elements.map((element) => {
					const { left, top, right, bottom } = element.getBoundingClientRect();
					return { left, top, right, bottom };
				}),
			);
			const [left, top] = [boxes.map((box) => box.left), boxes.map((box) => box.top)];
			const [right, bottom] = [boxes.map((box) => box.right), boxes.map((box) => box.bottom)];
			const margin = 90;
			const x = Math.max(0, Math.min(...left) - margin);
			const y = Math.max(0, Math.min(...top) - margin / 2);
			await this.page.screenshot({
				path,
				animations: 'disabled',
				style: `${NO_TOOLS} { visibility: hidden !important; }`,
				clip: {
					x,
					y,
					width: Math.max(...right) + margin - x,
					height: Math.max(...bottom) + margin - y,
				},
			});
		});
	}

	/** Notes whose text does not fit, by their beginning. */
	async cutNotes(): Promise<string[]> {
		return await this.page
			.locator(`${id('sticky')} [class*=wrapper]`)
			.evaluateAll((elements) =>
				elements
					.filter((element) => element.scrollHeight > element.clientHeight + 1)
					.map((element) => (element.textContent ?? '').slice(0, 40)),
			);
	}

	/** The same view, or a part of it, in the light and in the dark theme. n8n takes the theme from the system. */
	async picture(name: string, part: Page | Locator = this.page): Promise<void> {
		await mkdir(PICTURES, { recursive: true });
		await this.closeNotifications();
		for (const colorScheme of ['dark', 'light'] as const) {
			await this.page.emulateMedia({ colorScheme });
			await this.iconsFollow(colorScheme);
			const path = join(PICTURES, `${name}-${colorScheme}.png`);
			await part.screenshot({ path, animations: 'disabled' });
		}
	}

	/** The icons of our nodes are of the theme, too. */
	private async iconsFollow(theme: 'light' | 'dark'): Promise<void> {
		const wrong = theme === 'dark' ? /paxtonNet2\.svg/ : /paxtonNet2\.dark\.svg/;
		await expect
			.poll(
				async () =>
					await this.page
						.locator('img[src*="nodes/PaxtonNet2/"]')
						.evaluateAll((images) => images.map((image) => image.getAttribute('src') ?? '')),
			)
			.not.toContainEqual(expect.stringMatching(wrong));
	}
}
