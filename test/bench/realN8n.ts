import type { INode } from 'n8n-workflow';
import { openLab } from '../e2e/lab';
import { N8n } from '../e2e/n8n';
import { chain, credentialOnNode, net2, people, webhook } from '../e2e/paxtonWorkflows';
import { freePort } from '../e2e/ports';
import { openEngine, type WorkflowJson } from '../engine';
import { forEachUser, quickest } from './measure';
import { JOINER } from './ours';
import { joiners, OPERATOR } from './people';
import type { EmulatorHandle } from './emulatorHandle';
import { stockJoinersWorkflow } from './stock';
import { PEERS } from './benchOperations';

/**
 * The unchanged stock nodes are last. After them n8n has answered the next webhook with 503, since its database did
 * not answer.
 */
export const REAL_PEERS = ['ours', 'loop', 'unbounded'] as const;
/** Code nodes run in a real n8n only, so the stock workflow has one here. */
export const REAL_NAMES: Record<RealRun['peer'], string> = {
	ours: PEERS.ours,
	loop: 'n8n HTTP Request, IF and Code nodes, Loop Over Items',
	unbounded: 'n8n HTTP Request, IF and Code nodes, as they come',
};

/** Joiners by webhook in a real n8n, where its expression engine and its database take their share too. */
export interface RealRun {
	peer: (typeof REAL_PEERS)[number];
	people: number;
	ms: number;
	connections: number;
	/** Requests under way at one time, at most. */
	peak: number;
}

const LATENCY = 10;

/** Each in an n8n of its own. One that has had the unchanged stock nodes answers no more for a while. */
const ROUNDS = 2;

/** Every peer in turn, after some practice: as many people as given, the loop a tenth of them. The best of each counts. */
export async function inRealN8n(
	emulator: EmulatorHandle,
	count: number,
	say: (text: string) => void,
): Promise<RealRun[]> {
	const runs: RealRun[] = [];
	for (let round = 0; round < ROUNDS; round += 1)
		for (const run of await inFreshN8n(emulator, count)) {
			runs.push(run);
			say(
				`in a real n8n, joiners: ${REAL_NAMES[run.peer]}: ${forEachUser(run).toFixed(2)} ms each of ${run.people}`,
			);
		}
	return REAL_PEERS.flatMap((peer) => quickest(runs.filter((run) => run.peer === peer)) ?? []);
}

async function inFreshN8n(emulator: EmulatorHandle, count: number): Promise<RealRun[]> {
	const port = await freePort();
	const n8n = await open(`http://127.0.0.1:${port}`);
	let from = 300_001;
	const run = async (peer: RealRun['peer'], people: number): Promise<RealRun> => {
		await emulator.fresh(0, LATENCY, port);
		const startedAt = performance.now();
		const answer = await n8n.callWebhook(peer, { people: joiners(people, from) });
		const ms = performance.now() - startedAt;
		// Keys that no user had before. For a user who was just made, the node reads once more.
		from += people;
		const { placed, connections, peak } = await emulator.count();
		if (answer.status !== 200 || placed !== people)
			throw new Error(`${peer} in n8n: ${answer.status}, ${placed} of ${people} joiners.`);
		return { peer, people, ms, connections, peak };
	};
	try {
		for (const peer of REAL_PEERS) await run(peer, 50);
		const runs: RealRun[] = [];
		for (const peer of REAL_PEERS)
			runs.push(await run(peer, peer === 'loop' ? Math.ceil(count / 10) : count));
		return runs;
	} finally {
		await n8n.dispose();
	}
}

async function open(url: string): Promise<N8n> {
	const n8n = await N8n.create(await openLab());
	await n8n.installPackage();
	const data = { baseUrl: url, ...OPERATOR, mfaType: 'none', timeZone: 'Europe/Amsterdam' };
	await n8n.importCredentials([{ ...credentialOnNode, type: 'paxtonNet2Api', data }]);
	const workflows = [ownWorkflow(), ...(await stockWorkflows(url))];
	await n8n.importWorkflows(workflows);
	await n8n.start();
	await n8n.rest.signIn();
	for (const { id } of workflows) await n8n.rest.activate(id);
	return n8n;
}

function ownWorkflow(): WorkflowJson & { id: string } {
	const steps = [start('ours'), people('body.people'), net2('Net2', JOINER, 'stopWorkflow')];
	return { ...chain('ours', steps), id: 'ours' };
}

async function stockWorkflows(url: string): Promise<Array<WorkflowJson & { id: string }>> {
	const engine = await openEngine();
	return (['loop', 'unbounded'] as const).map((manner) => {
		const given = "={{ $('Start').first().json.body }}";
		const workflow = stockJoinersWorkflow(engine, url, manner, given);
		const nodes = workflow.nodes.map((one) => (one.name === 'Start' ? start(manner) : one));
		return { ...workflow, nodes, id: manner, settings: { executionOrder: 'v1' } };
	});
}

/** Answers when the last node has, and without its output. That would be more to send for some than for others. */
function start(path: string): INode {
	const node = webhook(path, 'Start');
	return { ...node, parameters: { ...node.parameters, responseData: 'noData' } };
}
