import type { INodeCredentialsDetails } from 'n8n-workflow';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLab } from '../e2e/lab';
import { N8n } from '../e2e/n8n';
import { textAt } from '../e2e/json';
import { chain, node } from '../e2e/paxtonWorkflows';
import { startEmulator } from '../../emulator';
import type { Emulator } from '../../emulator';
import { openBrowser } from './browser';
import { Editor } from './editor';

/** The packed package in n8n's own editor, in Chromium, against the emulator. `npm run e2e:editor` builds it first. */
let emulator: Emulator;
let n8n: N8n;
let browser: Browser;
let editor: Editor;

const USERS = 2_000;

/** An HR list, and a Net2 node that only has its credential. */
const hrList = (paxtonNet2Api: INodeCredentialsDetails) =>
	chain('HR list', [
		node('Start', 'n8n-nodes-base.manualTrigger', 1),
		node('HR list', 'n8n-nodes-base.set', 3.4, {
			position: [220, 0],
			parameters: {
				mode: 'raw',
				jsonOutput: JSON.stringify({
					personnelNumber: '004711',
					givenName: 'Zoë',
					familyName: "O'Brien",
					mail: 'zoe@example.com',
				}),
			},
		}),
		node('Net2', 'n8n-nodes-paxton-net2.paxtonNet2', 1, {
			position: [440, 0],
			parameters: { operation: 'upsert' },
			credentials: { paxtonNet2Api },
		}),
	]);

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator({ seed: USERS, tz: 'Europe/Amsterdam' });
	n8n = await N8n.create(lab);
	await n8n.installPackage();
	await n8n.start();
	await n8n.rest.signIn();
	browser = await openBrowser();
	editor = await Editor.open(browser, n8n.url);
});

afterAll(async () => {
	await browser?.close();
	await n8n?.dispose();
	await emulator?.stop();
});

beforeEach(() => {
	emulator.clearRequests();
});

describe('a first node', () => {
	it('is found by paxton, net2 and door, before all others', async () => {
		await editor.newWorkflow();
		await editor.openNodeList();
		for (const word of ['paxton', 'net2', 'door']) {
			const found = await editor.searchNodes(word);
			expect([word, found[0]]).toEqual([word, 'Paxton Net2']);
			if (word === 'paxton') await editor.picture('search-paxton');
		}
	});

	it('comes with an action that says in plain words what it does', async () => {
		await editor.addAction('paxton', 'Get user');
		expect(await editor.cutLabels()).toEqual([]);
	});
});

describe('the credential', () => {
	it('is refused in words that name the cause, and keeps the password to itself', async () => {
		await editor.parameters.getByText('Connect to Paxton Net2').click();
		const { username, clientId } = emulator.operator;
		const wrong = { baseUrl: emulator.url, username, clientId, password: 'canary-password-11' };
		await editor.fillCredential(wrong);
		await editor.saveCredential();
		await editor.credentialDialog.getByText('More details').click();
		await editor.credentialDialog.getByText(/Net2 rejected the operator or the password/).waitFor();
		await editor.picture('credential-refused');
		expect(await editor.credentialDialog.innerText()).not.toContain('canary');
	});

	it('is accepted with the right password', async () => {
		await editor.fillCredential({ password: emulator.operator.password });
		await editor.saveCredential();
		await editor.credentialDialog.waitFor({ state: 'hidden' });
		await editor.parameters.locator('[data-test-id=credential-edit-button]').click();
		await editor.credentialDialog
			.locator('[data-test-id=credentials-config-container-test-success]')
			.waitFor();
		await editor.picture('credential-accepted');
		await editor.closeCredential();
	});
});

/** The editor draws in its own time. */
async function outputShows(text: string | RegExp): Promise<void> {
	const output = async () => await editor.output.innerText();
	await expect.poll(output, { timeout: 30_000 }).toMatch(text);
}

describe('one user', () => {
	it(`is found among ${USERS} by any part of the name, and read`, async () => {
		const person = emulator.state().users[1_234];
		if (person === undefined) throw new Error('The crowd is too small');
		await editor.chooseMode('user', 'list');
		const rows = await editor.searchList('user', `${person.lastName} ${person.firstName}`);
		const row = rows.filter({ hasText: new RegExp(`ID ${person.id}$`) });
		await row.waitFor();
		expect(await row.count()).toBe(1);
		await editor.picture('user-list', editor.panel);
		await row.click();
		await editor.execute();
		await editor.showOutputAs('json');
		await outputShows(new RegExp(`"id":\\s+${person.id}\\b`));
		await outputShows(person.lastName ?? '');
	});
});

describe('columns of an HR list', () => {
	it('are dragged onto fields of Net2, and one run makes the person', async () => {
		const [credential] = [await n8n.rest.request('GET', '/rest/credentials')].flat();
		const paxtonNet2Api = { id: textAt(credential, 'id'), name: textAt(credential, 'name') };
		const made = await n8n.rest.request('POST', '/rest/workflows', hrList(paxtonNet2Api));
		await editor.openWorkflow(textAt(made, 'id'));
		await editor.openNode('Net2');
		await editor.runBefore();
		await editor.drag('personnelNumber', 'key');
		await editor.drag('givenName', 'firstName');
		await editor.drag('familyName', 'lastName');
		await editor.picture('columns', editor.panel);
		await editor.execute();
		await editor.showOutputAs('schema');
		await outputShows('created');
		await editor.picture('created', editor.panel);
		const person = emulator.state().users.find(({ lastName }) => lastName === "O'Brien");
		expect(person).toMatchObject({ firstName: 'Zoë', canOpen: [] });
	});
});
