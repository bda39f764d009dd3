/**
 * `npm run demo:editor` starts n8n's own editor with this node, the shipped workflows and a credential. The HR files of
 * `examples/hr` are in place, and the Net2 emulator answers. Stopping it deletes all changes.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openLab } from '../../test/e2e/lab';
import { readMail } from '../../test/e2e/mails';
import { N8n } from '../../test/e2e/n8n';
import { owner } from '../../test/e2e/rest';
import { stopRequested } from '../../test/e2e/run';
import { startEmulator, type Emulator } from '../../emulator';
import { readWorkflow, type WorkflowJson } from '../../test/engine';
import { startMailServer } from '../../test/examples/hrServer';
import { TIME_ZONE } from '../site';

const root = join(__dirname, '..', '..');
const workflows = join(root, 'examples', 'workflows');

/** As the workflows of `examples/workflows` call it. */
const credential = { id: 'paxtonNet2', name: 'Paxton Net2 account', type: 'paxtonNet2Api' };
const mailbox = { id: 'mailServer', name: 'SMTP account', type: 'smtp' };

/** A note that calls the emulator names the port that this one has. */
function atPort(workflow: WorkflowJson, port: string): WorkflowJson {
	for (const { parameters } of workflow.nodes)
		if (typeof parameters['content'] === 'string')
			parameters['content'] = parameters['content'].replaceAll(
				'localhost:8080',
				`localhost:${port}`,
			);
	return workflow;
}

/** They need nothing but the emulator, and show the story in this order. */
const FIRST = ['joiner.json', 'mover.json', 'leaver.json'];

async function shippedWorkflows(port: string) {
	const names = (await readdir(workflows)).filter((name) => name.endsWith('.json')).sort();
	return await Promise.all(
		names.map(async (file) => {
			const workflow = atPort(await readWorkflow(join(workflows, file)), port);
			const place = FIRST.indexOf(file) + 1;
			const name = workflow.name ?? file;
			return { ...workflow, name: place === 0 ? name : `Start here ${place} - ${name}` };
		}),
	);
}

async function startEditor(net2: Emulator, mailPort: number): Promise<N8n> {
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
		{
			...mailbox,
			data: { host: '127.0.0.1', port: mailPort, secure: false, disableStartTls: true },
		},
	]);
	await n8n.importWorkflows(await shippedWorkflows(new URL(net2.url).port));
	console.log('Starting n8n ...');
	await n8n.start();
	await n8n.rest.signIn();
	return n8n;
}

/** What a workflow sends, without its attachments. */
function printMail(message: string): void {
	const { to, subject, text, attachments } = readMail(message);
	const files = [...attachments.keys()].map((name) => ` [${name}]`).join('');
	console.log(`\nEmail to ${to}: ${subject}${files}\n${text.trim()}`);
}

function tellWhatIsThere({ url }: N8n, net2: Emulator): void {
	console.log(`
n8n's editor is ready:  ${url}
  sign in with          ${owner.email}
  password              ${owner.password}

Open the workflow "Start here 1 - Net2: joiners", and press Execute workflow. Then 2 and 3.
Workflows that wait for a webhook have a node "Try it" or a form. Those named after an HR system need an account there.
Emails of the workflows are printed here, and reach no one.
The HR files they read: ${join('examples', 'hr')}  (change a row and run again)
The Net2 emulator:      ${net2.url}/__emulator/state  (who may open what)

Stop with Ctrl-C; nothing is kept.`);
}

async function main(): Promise<void> {
	// n8n reads the HR files by the path that the workflows give.
	process.chdir(root);
	const requested = stopRequested().then(() => undefined);
	const net2 = await startEmulator({ seed: 'hr', tz: TIME_ZONE });
	const mail = await startMailServer(printMail);
	const starting = startEditor(net2, mail.port);
	// A failure while it is being stopped changes nothing.
	starting.catch(() => undefined);
	try {
		const n8n = await Promise.race([starting, requested]);
		if (n8n === undefined) return;
		tellWhatIsThere(n8n, net2);
		await requested;
		console.log('Stopping ...');
		await n8n.stop();
		await n8n.dispose();
	} finally {
		await mail.stop();
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
