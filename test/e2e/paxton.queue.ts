import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../emulator';
import type { Emulator } from '../emulator';
import { openLab } from './lab';
import { packPackage } from './package';
import { credentialOnNode, webhookWorkflow } from './paxtonWorkflows';
import { QueueLab } from './queue';

/** Fewer for a quick look: QUEUE_EXECUTIONS=100. */
const executions = Number(process.env['QUEUE_EXECUTIONS'] ?? 1_000);
const atOnce = 10;
const workers = 2;
const tokenLifeSeconds = 60;

/** As a trigger would leave it; a worker that saved static data would wipe it. */
const cursor = { 'node:Some trigger': { lastEventId: 4711 } };

let emulator: Emulator;
let queue: QueueLab;

beforeAll(async () => {
	const lab = await openLab();
	emulator = await startEmulator({ mfa: 'otp', tokenLife: tokenLifeSeconds });
	queue = await QueueLab.create(lab, { workers });
	const tarball = await packPackage(join(__dirname, '..', '..'));
	await queue.installPackage(tarball);
	await rm(dirname(tarball), { recursive: true });
	const data = {
		baseUrl: emulator.url,
		...emulator.operator,
		mfaType: 'otp',
		mfaSecret: emulator.mfa().secret,
	};
	await queue.main.importCredentials([{ ...credentialOnNode, type: 'paxtonNet2Api', data }]);
	const workflow = webhookWorkflow('lookUp', 'lookUp', 'stopWorkflow');
	await queue.main.importWorkflows([{ ...workflow, staticData: cursor }]);
	await queue.start();
	await queue.main.rest.signIn();
	await queue.main.rest.activate('lookUp');
});

afterAll(async () => {
	await queue?.dispose();
	await emulator?.stop();
});

it('carries out a flood of webhook executions on two workers with few sign-ins', async () => {
	const statuses = new Map<number, number>();
	const started = Date.now();
	let next = 0;
	const caller = async (): Promise<void> => {
		while (next++ < executions) {
			const body = { people: [{ key: '00123' }] };
			const { status } = await queue.main.callWebhook('lookUp', body);
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
			if (next % 100 === 0) console.log(`${next} executions`);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, caller));
	const seconds = (Date.now() - started) / 1000;

	const tokens = emulator.requests().filter(({ path }) => path.includes('/authorization/tokens'));
	const count = (test: (request: (typeof tokens)[number]) => boolean) => tokens.filter(test).length;
	const signIns = count(({ grant }) => grant === 'password');
	const lives = Math.ceil(seconds / tokenLifeSeconds) + 1;
	console.log({
		seconds: Math.round(seconds),
		statuses: Object.fromEntries(statuses),
		signIns,
		refreshes: count(({ grant }) => grant === 'refresh_token'),
		limited: count(({ status }) => status === 429),
		tokenLives: lives,
	});
	expect(Object.fromEntries(statuses)).toEqual({ 200: executions });
	expect(signIns).toBeLessThanOrEqual(workers * lives);
	expect(await queue.main.rest.staticData('lookUp')).toEqual(cursor);
}, 900_000);
