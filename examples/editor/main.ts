/**
 * `npm run demo:editor` starts n8n's own editor with this node, the shipped workflows and a credential. The HR files of
 * `examples/hr` are in place, and the Net2 emulator answers. Stopping it deletes all changes.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLab } from '../../test/e2e/lab';
import { N8n } from '../../test/e2e/n8n';
import { owner } from '../../test/e2e/rest';
import { askedToEnd } from '../../test/e2e/run';
import { startEmulator, type Emulator } from '../../emulator';
import { readWorkflow } from '../../test/engine';
import { TIME_ZONE } from '../site';

const root = join(__dirname, '..', '..');
const workflows = join(root, 'examples', 'workflows');

/** As the workflows of `examples/workflows` call it. */
const credential = { id: 'paxtonNet2', name: 'Paxton Net2 account', type: 'paxtonNet2Api' };

async function shippedWorkflows() {
	const names = (await readdir(workflows)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(names.map(async (name) => await readWorkflow(join(workflows, name))));
}

async function startEditor(net2: Emulator): Promise<N8n> {
	const n8n = await N8n.create(await openLab(), {
		env: { N8N_RESTRICT_FILE_ACCESS_TO: join(root, 'examples', 'hr') },
	});
	console.log('Installing the node as n8n does ...');
	await n8n.installPackage();
	console.log('Putting the workflows in place ...');
	await n8n.importCredentials([
		{
			...credential,
			data: { baseUrl: net2.url, ...net2.operator, mfaType: 'none', timeZone: TIME_ZONE },
		},
	]);
	await n8n.importWorkflows(await shippedWorkflows());
	console.log('Starting n8n ...');
	await n8n.start();
	await n8n.rest.signIn();
	return n8n;
}

function tellWhatIsThere({ url }: N8n, net2: Emulator): void {
	console.log(`
n8n's editor is ready:  ${url}
  sign in with          ${owner.email}
  password              ${owner.password}

The workflows are on its first page; open one and press Execute workflow.
The HR files they read: ${join('examples', 'hr')}  (change a row and run again)
The Net2 stand-in:      ${net2.url}/__emulator/state  (who may open what)

Stop with Ctrl-C; nothing is kept.`);
}

async function main(): Promise<void> {
	// n8n reads the HR files by the path that the workflows give.
	process.chdir(root);
	const asked = askedToEnd().then(() => undefined);
	const net2 = await startEmulator({ seed: 'hr', tz: TIME_ZONE });
	const starting = startEditor(net2);
	// A failure while it is being stopped changes nothing.
	starting.catch(() => undefined);
	try {
		const n8n = await Promise.race([starting, asked]);
		if (n8n === undefined) return;
		tellWhatIsThere(n8n, net2);
		await asked;
		console.log('Stopping ...');
		await n8n.stop();
		await n8n.dispose();
	} finally {
		await net2.stop();
	}
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
