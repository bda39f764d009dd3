/**
 * How long n8n's health endpoint takes while a real n8n works on a long list. The same workflow without our node shows
 * what n8n itself costs.
 *
 *     npm run build && npx tsx test/bench/health.ts --users 20000 [--only unchanged,preview,write] [--profile FOLDER]
 */
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { INode, INodeParameters } from 'n8n-workflow';
import * as v from 'valibot';
import { openLab } from '../e2e/lab';
import { N8n } from '../e2e/n8n';
import { chain, credentialOnNode, net2, node, webhook } from '../e2e/paxtonWorkflows';
import { freePort, until } from '../e2e/ports';
import { startEmulatorProcess } from './emulatorHandle';
import type { WorkflowJson } from '../engine';
import { joiners, OPERATOR, type HrPerson } from './people';

const { values } = parseArgs({
	options: {
		users: { type: 'string', default: '20000' },
		only: { type: 'string' },
		/** Where n8n writes a CPU profile when it ends. */
		profile: { type: 'string' },
	},
});
const users = v.parse(
	v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(1)),
	values.users,
);

/** Often enough that a block of 50 ms is seen nearly in full. */
const EVERY_MS = 10;
/** No reply may take longer. */
const LIMIT_MS = 200;

/**
 * Run inside n8n. It prints how much processor time the main thread takes between two turns of its event loop. On a busy
 * machine the replies wait for other processes as well, and this does not.
 */
const WATCH = `
let before = process.threadCpuUsage();
const turn = () => {
	const { user, system } = process.threadCpuUsage(before);
	before = process.threadCpuUsage();
	const ms = (user + system) / 1000;
	if (ms > 20) process.stdout.write('[turn ' + ms.toFixed(0) + ']');
	setTimeout(turn, 1).unref();
};
turn();
`;

const HIGH = 1_000_000;
const synchronize = (mode: string): INodeParameters => ({
	resource: 'user',
	operation: 'synchronize',
	mode,
	missing: 'ignore',
	safetyLimits: {
		maxJoiners: HIGH,
		maxJoinerPercent: 100,
		maxChangePercent: 100,
		minMatchPercent: 0,
	},
});

interface Case {
	name: string;
	list: 'unchanged' | 'new';
	node: INode;
	/** Whether n8n keeps no data of the execution, which is text of 20,000 items. */
	isUnsaved?: true;
}

const noOp = (name: string) => node(name, 'n8n-nodes-base.noOp', 1);
const ours = (mode: string) => net2('Net2', synchronize(mode), 'stopWorkflow');

/** Rows such as ours, made by a node of n8n. What n8n itself costs for so many output items. */
const editFields: INode = node('Edit Fields', 'n8n-nodes-base.set', 3.4, {
	parameters: {
		mode: 'raw',
		jsonOutput: `={{ ({
			number: $json.key,
			name: $json.firstName + ' ' + $json.lastName,
			'what happened': 'Would be created',
			'changes in Net2 (before → after)': 'Department: ' + $json.department + '; Email: ' + $json.email,
			'access from': '2026-12-01',
			'access until': 'no end date',
			'warning, and what you can do': '–',
			kind: 'newJoiner',
			changed: false,
			mode: '–',
			planId: '–',
			blocked: '–',
		}) }}`,
		options: {},
	},
});

const CASES: Case[] = [
	{ name: 'noop-unchanged', list: 'unchanged', node: noOp('Nothing') },
	{ name: 'unchanged', list: 'unchanged', node: ours('apply') },
	{ name: 'preview', list: 'new', node: ours('plan') },
	{ name: 'preview-unsaved', list: 'new', node: ours('plan'), isUnsaved: true },
	{ name: 'write', list: 'new', node: ours('apply') },
	{ name: 'write-unsaved', list: 'new', node: ours('apply'), isUnsaved: true },
	{ name: 'edit-fields', list: 'new', node: editFields },
	{ name: 'edit-fields-unsaved', list: 'new', node: editFields, isUnsaved: true },
];

/** Calls the health endpoint again and again. */
class Probe {
	private readonly replies: Array<{ at: number; ms: number }> = [];
	private isOn = true;
	private readonly done: Promise<void>;

	constructor(private readonly url: string) {
		this.done = this.run();
	}

	async stop(): Promise<Array<{ at: number; ms: number }>> {
		this.isOn = false;
		await this.done;
		return this.replies;
	}

	private async run(): Promise<void> {
		while (this.isOn) {
			const at = performance.now();
			const response = await fetch(`${this.url}/healthz`);
			await response.text();
			this.replies.push({ at, ms: performance.now() - at });
			await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
		}
	}
}

async function serveLists(lists: Record<Case['list'], HrPerson[]>) {
	const texts = new Map(
		Object.entries(lists).map(([name, list]) => [
			`/${name}`,
			JSON.stringify(
				list.map(({ key, firstName, lastName, email, department, accessLevels }) => {
					return { key, firstName, lastName, email, department, accessLevels };
				}),
			),
		]),
	);
	const server = createServer((request, response) => {
		response.setHeader('content-type', 'application/json');
		response.end(texts.get(request.url ?? ''));
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

async function main(): Promise<void> {
	const emulator = startEmulatorProcess();
	const port = await freePort();
	const { url, rows } = await emulator.fresh(users, 0, port);
	const lists = await serveLists({ unchanged: rows, new: joiners(users, 900_001) });
	const folder = await mkdtemp(join(tmpdir(), 'net2-health-'));
	const watch = join(folder, 'watch.cjs');
	await writeFile(watch, WATCH);
	const profile = values.profile ? ` --cpu-prof --cpu-prof-dir=${values.profile}` : '';
	const env = { NODE_OPTIONS: `--require=${watch}${profile}` };
	const n8n = await N8n.create(await openLab(), { env });
	try {
		await n8n.installPackage();
		const data = { baseUrl: url, ...OPERATOR, mfaType: 'none', timeZone: 'Europe/Amsterdam' };
		await n8n.importCredentials([{ ...credentialOnNode, type: 'paxtonNet2Api', data }]);
		const requested = values.only?.split(',');
		const cases = CASES.filter(({ name }) => requested === undefined || requested.includes(name));
		await n8n.importWorkflows(cases.map((one) => workflowOf(one, lists.url)));
		await n8n.start();
		await n8n.rest.signIn();
		for (const { name } of cases) await n8n.rest.activate(name);
		for (const { name, list } of cases) {
			await emulator.fresh(list === 'new' ? 0 : users, 0, port);
			const printedBefore = n8n.printed.length;
			const probe = new Probe(n8n.url);
			const startedAt = performance.now();
			let wasSeen = false;
			await n8n.callWebhook(name, {});
			const ended = await until(`the execution of ${name}`, 1_800_000, async () => {
				const [newest] = await n8n.rest.executions(name);
				const isUnderWay = newest?.status === 'running' || newest?.status === 'new';
				wasSeen ||= isUnderWay;
				if (newest !== undefined) return isUnderWay ? undefined : newest.status;
				return wasSeen ? 'not kept' : undefined;
			});
			const seconds = (performance.now() - startedAt) / 1_000;
			const replies = await probe.stop();
			const slow = replies.filter(({ ms }) => ms > 50).sort((a, b) => b.ms - a.ms);
			const worst = slow[0]?.ms ?? Math.max(...replies.map(({ ms }) => ms));
			if (ended !== 'success' && ended !== 'not kept') console.log(await failureOf(n8n, name));
			const printed = n8n.printed.slice(printedBefore);
			const stretches = [...printed.matchAll(/\[turn (\d+)\]/g)].map(([, ms]) => Number(ms));
			const { requests, writes } = await emulator.count();
			console.log(
				`${name}: ${ended} in ${seconds.toFixed(1)} s, ${replies.length} replies, worst ${worst.toFixed(0)} ms (${worst <= LIMIT_MS ? 'within' : 'over'} ${LIMIT_MS} ms), ${requests} requests, ${writes} writes`,
			);
			const longest = stretches.sort((a, b) => b - a).slice(0, 8);
			console.log(`  longest turns in processor time: ${longest.join(', ')} ms`);
			for (const { at, ms } of slow.slice(0, 12))
				console.log(`  ${ms.toFixed(0)} ms at ${((at - startedAt) / 1_000).toFixed(2)} s`);
		}
	} finally {
		await n8n.stop();
		await n8n.dispose();
		await rm(folder, { recursive: true });
		lists.stop();
		emulator.stop();
	}
}

/** What n8n kept of the newest execution of a workflow. */
async function failureOf(n8n: N8n, workflowId: string): Promise<string> {
	const [newest] = await n8n.rest.executions(workflowId);
	const kept = await n8n.rest.request('GET', `/rest/executions/${newest?.id ?? ''}`);
	const messages = JSON.stringify(kept).match(/First: [^"]{0,300}/) ?? ['No message was kept.'];
	return messages.join(' ');
}

function workflowOf(
	{ name, list, node: last, isUnsaved }: Case,
	url: string,
): WorkflowJson & { id: string } {
	const start = webhook(name, 'Start');
	const responding = { ...start.parameters, responseMode: 'onReceived' };
	const read = node('List', 'n8n-nodes-base.httpRequest', 4.2, {
		parameters: { url: `${url}/${list}`, options: {} },
	});
	const workflow = chain(name, [{ ...start, parameters: responding }, read, last]);
	const settings: WorkflowJson['settings'] = isUnsaved ? { saveDataSuccessExecution: 'none' } : {};
	return { ...workflow, id: name, settings: { ...workflow.settings, ...settings } };
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
