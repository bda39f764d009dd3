import type { INodeParameters } from 'n8n-workflow';
import type { Browser } from 'playwright-core';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../emulator';
import type { WorkflowJson } from '../engine';
import { openLab } from '../e2e/lab';
import { textAt } from '../e2e/json';
import { N8n } from '../e2e/n8n';
import { chain, node } from '../e2e/paxtonWorkflows';
import { openBrowser } from './browser';
import { Editor } from './editor';

const CREDENTIAL = { id: 'editorcredential', name: 'Paxton Net2 account' };

/** The packed package in n8n's own editor, in Chromium, against an emulator that n8n has the credential of. */
export class EditorSite {
	private workflows = 0;

	private constructor(
		readonly emulator: Emulator,
		readonly editor: Editor,
		private readonly n8n: N8n,
		private readonly browser: Browser,
	) {}

	static async open(options: EmulatorOptions): Promise<EditorSite> {
		const lab = await openLab();
		const emulator = await startEmulator(options);
		const n8n = await N8n.create(lab);
		await n8n.installPackage();
		const data = { baseUrl: emulator.url, ...emulator.operator };
		await n8n.importCredentials([{ ...CREDENTIAL, type: 'paxtonNet2Api', data }]);
		await n8n.start();
		await n8n.rest.signIn();
		const browser = await openBrowser();
		return new EditorSite(emulator, await Editor.open(browser, n8n.url), n8n, browser);
	}

	/** Opens the panel of a Net2 node behind an HR list. It also runs the list so that its columns can be dragged. */
	async openNode(parameters: INodeParameters, rows: object[]): Promise<void> {
		this.workflows += 1;
		const workflow = chain(`HR list ${this.workflows}`, [
			node('Start', 'n8n-nodes-base.manualTrigger', 1),
			node('HR list', 'n8n-nodes-base.code', 2, {
				position: [220, 0],
				parameters: { jsCode: `return ${JSON.stringify(rows.map((json) => ({ json })))};` },
			}),
			node('Net2', 'n8n-nodes-paxton-net2.paxtonNet2', 1, {
				position: [440, 0],
				parameters,
				credentials: { paxtonNet2Api: CREDENTIAL },
			}),
		]);
		const made = await this.n8n.rest.request('POST', '/rest/workflows', {
			...workflow,
			pinData: {},
		});
		await this.editor.openWorkflow(textAt(made, 'id'));
		await this.editor.openNode('Net2');
		await this.editor.runBefore();
	}

	/** Opens the panel of a node behind a Net2 node that has never run. */
	async openNextTo(parameters: INodeParameters): Promise<void> {
		this.workflows += 1;
		const workflow = chain(`Never run ${this.workflows}`, [
			node('Start', 'n8n-nodes-base.manualTrigger', 1),
			node('Net2', 'n8n-nodes-paxton-net2.paxtonNet2', 1, {
				position: [220, 0],
				parameters: { resource: 'user', ...parameters },
				credentials: { paxtonNet2Api: CREDENTIAL },
			}),
			node('Next', 'n8n-nodes-base.set', 3.4, { position: [440, 0] }),
		]);
		const made = await this.n8n.rest.request('POST', '/rest/workflows', {
			...workflow,
			pinData: {},
		});
		await this.editor.openWorkflow(textAt(made, 'id'));
		await this.editor.openNode('Next');
	}

	/** Opens a workflow as it is shipped. */
	async openWorkflow({ id: _, ...workflow }: WorkflowJson): Promise<void> {
		const made = await this.n8n.rest.request('POST', '/rest/workflows', {
			...workflow,
			pinData: {},
		});
		await this.editor.openWorkflow(textAt(made, 'id'));
	}

	async close(): Promise<void> {
		await this.browser.close();
		await this.n8n.dispose();
		await this.emulator.stop();
	}
}
