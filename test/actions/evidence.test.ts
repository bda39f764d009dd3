import { afterAll, beforeAll, expect, test } from 'vitest';
import { locator, mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

const update = {
	resource: 'user',
	operation: 'update',
	user: locator('key', '00123'),
	fields: mapper({ telephone: '={{ $json.phone }}' }),
};

test('audit entries say who, when, what before and after, and for which event', async () => {
	const { json } = await net2.run({ ...update, options: { eventId: '={{ $json.eventId }}' } }, [
		{ phone: '020 2222', eventId: 'HR-77' },
	]);
	expect(json[0]?.['audit']).toEqual([
		{
			at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			message: 'Changed telephone',
			isError: false,
			operator: 'System engineer',
			workflowId: 'run-node',
			workflowName: 'One node',
			executionId: expect.stringMatching(/^\d+$/),
			eventId: 'HR-77',
			changes: [{ field: 'telephone', label: 'Telephone', from: '020 1111', to: '020 2222' }],
		},
	]);
});

test('evidence is added on demand, to a minimal output too, which names the fields alone', async () => {
	const options = { evidence: 'csv', output: 'minimal', eventId: 'HR-78' };
	const { json } = await net2.run({ ...update, options }, [{ phone: '+31 20 3333' }]);
	const { evidence, ...rest } = json[0] ?? {};
	expect(evidence).toMatchObject({
		rows: [
			{
				operator: 'System engineer',
				workflowName: 'One node',
				operation: 'user.update',
				outcome: 'updated',
				verified: 'true',
				userId: '1',
				key: '00123',
				field: 'telephone',
				from: '020 2222',
				to: "'+31 20 3333",
				eventId: 'HR-78',
			},
		],
		csv: expect.stringContaining(
			'"telephone","Telephone","020 2222","\'+31 20 3333","HR-78",""\r\n',
		),
	});
	expect(rest).toMatchObject({
		outcome: 'updated',
		userId: 1,
		key: '00123',
		changedFields: ['telephone'],
	});
	expect(JSON.stringify(rest)).not.toMatch(/3333|2222|Lovelace/);
});

test('a failed item reports what was done before it failed, inside its error', async () => {
	net2.emulator.faults([
		{ match: 'PUT /api/v1/users/*/doorpermissionset', fault: '503', times: 99 },
	]);
	const { json } = await net2.run(
		{
			resource: 'user',
			operation: 'disable',
			user: locator('key', '123'),
			removeAccess: 'levels',
			options: { evidence: 'csv', eventId: 'HR-79', timeout: 5 },
		},
		[{}],
		{ onError: 'continueRegularOutput' },
	);
	net2.emulator.faults([]);
	expect(Object.keys(json[0] ?? {})).toEqual(['error']);
	expect(json).toMatchObject([
		{
			error: {
				done: [expect.stringContaining('End Date')],
				undo: { operation: 'user.disable' },
				evidence: { rows: [{ field: 'expiryDate', eventId: 'HR-79', verified: 'false' }] },
			},
		},
	]);
	const back = { resource: 'user', operation: 'undo', undo: '={{ $json.error.undo }}' };
	const undone = await net2.run(back, json);
	expect(undone.json).toMatchObject([{ outcome: 'updated', verified: true }]);
});

test('the evidence of a deletion names the user who was deleted, and that of a dry run names none', async () => {
	const erase = {
		resource: 'user',
		operation: 'delete',
		user: locator('key', '77001'),
		options: { evidence: 'csv', eventId: 'HR-80' },
	};
	const dry = await net2.run({ ...erase, options: { ...erase.options, dryRun: true } });
	expect(dry.json).toMatchObject([{ outcome: 'deleted', evidence: { rows: [] } }]);
	const real = await net2.run(erase);
	const row = {
		operation: 'user.delete',
		outcome: 'deleted',
		verified: 'true',
		key: '77001',
		name: "Miles O'Brien",
		from: 'present',
		to: 'deleted',
		eventId: 'HR-80',
	};
	expect(real.json).toMatchObject([{ evidence: { rows: [row] } }]);
});
