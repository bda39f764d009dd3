import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { at } from '../e2e/json';
import { credentialFor } from '../actions/setUp';
import { startEmulator, type Emulator } from '../../emulator';
import { readWorkflow, runWorkflow, type WorkflowJson, type WorkflowResult } from '../engine';
import { byKey, writes } from '../promises/support';
import { DataTables } from './dataTables';
import { startMailServer } from './hrServer';
import { example, FORGETFUL, output, workflowsFolder } from './support';

let net2: Emulator;
let dataTables: DataTables;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
	net2 = await startEmulator(FORGETFUL);
	dataTables = new DataTables();
	mail = await startMailServer();
});
afterAll(async () => {
	await net2.stop();
	await mail.stop();
});
beforeEach(() => {
	mail.messages.length = 0;
});

const accounts = () => ({
	paxtonNet2Api: credentialFor(net2),
	smtp: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
});

const night = async (people?: object[]) =>
	await example(net2, 'nightly-sync', {
		dataTables,
		...(people && { pinData: { 'HR lines': linesOf(people) } }),
		credentials: accounts(),
	});

async function approved(
	planId: string,
	safetyLimits: Record<string, number>,
): Promise<WorkflowResult> {
	const workflow = await readWorkflow(join(workflowsFolder, 'nightly-sync-approved.json'));
	const node = nodeOf(workflow, 'Apply approved plan');
	Object.assign(node.parameters, { planId, safetyLimits });
	const result = await runWorkflow(workflow, { credentials: accounts() });
	expect(result.error).toBeUndefined();
	return result;
}

/** What a source gives that has no line. */
const NO_LINE = [{ json: {} }];
const linesOf = (people: object[]) =>
	people.length === 0 ? NO_LINE : people.map((person) => ({ json: { ...person } }));

function nodeOf(workflow: WorkflowJson, name: string) {
	const node = workflow.nodes.find((one) => one.name === name);
	if (node === undefined) throw new Error('the workflow has another node');
	return node;
}

test('the first load is blocked; approved by hand it makes all users on the list, and leaves the others unchanged', async () => {
	const lena = byKey(net2).get('90001');
	const held = await night();
	expect(writes(net2)).toEqual([]);
	const [hold] = output(held, 'Wait for approval');
	expect(hold?.['message']).toMatch(/^Nothing was written to Net2\. 9 new users/);
	expect(mail.messages).toHaveLength(1);
	expect(mail.messages[0]).toContain('Subject: Net2: the nightly run was stopped');
	expect(mail.messages[0]).toContain(`Plan ID: ${String(hold?.['planId'])}`);
	expect(mail.messages[0]).toContain('filename=');
	const result = await approved(String(hold?.['planId']), { maxJoinerPercent: 100 });
	expect(output(result, 'All failures')).toEqual([]);
	expect(output(result, 'Summary of the run')).toMatchObject([
		{ mode: 'applyApproved', changed: true, verified: true, done: { created: 9 } },
	]);
	expect(byKey(net2).get('1002')).toMatchObject({
		department: 'Engineering',
		accessLevels: [2, 4],
	});
	expect(byKey(net2).get('90001')).toEqual(lena);
});

test('the next night nothing is written', async () => {
	net2.clearRequests();
	const result = await night();
	expect(output(result, 'Summary of the run')).toMatchObject([
		{ changed: false, counts: { unchanged: 10 } },
	]);
	expect(writes(net2)).toEqual([]);
});

test('a night on which too many would change is blocked, and reported; approved by hand it is applied', async () => {
	for (const person of net2.world.users.values()) person.telephone = '000';
	for (const id of net2.world.users.keys()) net2.world.touch(id);
	net2.clearRequests();
	const held = await night();
	expect(writes(net2)).toEqual([]);
	expect(output(held, 'Apply')).toEqual([]);
	const [hold] = output(held, 'Wait for approval');
	expect(hold?.['message']).toMatch(
		/^Nothing was written to Net2\. \d+ existing users .*, and the limit is 3 \(30% of 10\)/,
	);

	const planId = String(hold?.['planId']);
	const stillHeld = await approved(planId, {});
	expect(output(stillHeld, 'All failures')).toMatchObject([
		{ all: [{ error: { reason: 'safetyLimit' } }] },
	]);
	expect(writes(net2)).toEqual([]);

	const result = await approved(planId, { maxChangePercent: 100 });
	expect(output(result, 'Summary of the run')).toMatchObject([
		{ mode: 'applyApproved', changed: true, verified: true },
	]);
	expect(byKey(net2).get('00123')?.telephone).toBe('+31 20 555 0101');

	const late = await approved(planId, { maxChangePercent: 100 });
	expect(output(late, 'All failures')).toMatchObject([
		{ all: [{ error: { reason: 'conflict' } }] },
	]);
});

test('each night is a row, good or blocked', () => {
	expect(dataTables.rows('net2_nights')).toMatchObject([
		{ people: 10, outcome: 'blocked', message: expect.stringContaining('9 new users') },
		{ people: 10, outcome: 'applied' },
		{ people: 10, outcome: 'blocked', message: expect.stringContaining('30% of 10') },
	]);
});

describe('a list that is not like the last good one', () => {
	const person = { key: '1', lastName: 'One', department: 'Sales' };

	test.each([
		['no employee', [], /0 employees/],
		['seven of ten', Array.from({ length: 7 }, (_, n) => ({ ...person, key: String(n) })), /7/],
		[
			'a row without a department',
			Array.from({ length: 10 }, (_, n) => ({
				...person,
				key: String(n),
				department: n === 4 ? '' : 'Sales',
			})),
			/Lines without key/,
		],
		[
			'a column that is gone',
			Array.from({ length: 10 }, () => ({ lastName: 'One', department: 'Sales' })),
			/Lines without key/,
		],
	])('%s: no plan, and nothing written', async (_, people, says) => {
		net2.clearRequests();
		const result = await night(people);
		expect(output(result, 'Bad list')).toMatchObject([{ message: expect.stringMatching(says) }]);
		expect(result.nodes['Plan']).toBeUndefined();
		expect(net2.requests()).toEqual([]);
		expect(dataTables.rows('net2_nights').at(-1)).toMatchObject({ outcome: 'blocked' });
		expect(mail.messages.join()).toContain('Subject: Net2: the HR list is not like the last one');
	});
});

/** All have the text of one file, so that a plan of one is good for the other. */
test.each(['nightly-sync', 'nightly-sync-approved', 'drift-report', 'first-day-setup'])(
	'%s contains the list of examples/hr, one flat row for each employee',
	async (name) => {
		const file = await readFile(join(workflowsFolder, '../hr/everybody.csv'), 'utf8');
		const workflow = await readWorkflow(join(workflowsFolder, `${name}.json`));
		const { parameters } = nodeOf(workflow, 'HR export');
		expect(at(parameters, 'assignments', 'assignments', 0, 'value')).toBe(file);
		expect(nodeOf(workflow, 'HR lines').parameters).toMatchObject({ operation: 'csv' });
	},
);

test('the nightly run and the approved plan name the columns alike', async () => {
	const [one, other] = await Promise.all(
		['nightly-sync', 'nightly-sync-approved'].map(async (name) => {
			const workflow = await readWorkflow(join(workflowsFolder, `${name}.json`));
			return nodeOf(workflow, 'Our columns').parameters;
		}),
	);
	expect(one).toEqual(other);
});
