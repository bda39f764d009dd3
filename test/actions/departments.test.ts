import { afterEach, beforeEach, expect, test } from 'vitest';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const names = () => net2.emulator.state().departments.map(({ name }) => name);

test('create, update and delete a department by name', async () => {
	const create = { resource: 'department', operation: 'create', name: '={{ $json.name }}' };
	const made = await net2.run(create, [{ name: 'Facilities' }, { name: 'Sales' }], {
		onError: 'continueErrorOutput',
	});
	expect(made.json).toMatchObject([
		{ operation: 'department.create', outcome: 'created', department: { id: 5 } },
	]);
	expect(made.errors).toMatchObject([{ json: { error: { reason: 'conflict' } } }]);
	const update = {
		resource: 'department',
		operation: 'update',
		department: locator('list', 'Facilities'),
		name: 'Facility Management',
	};
	expect((await net2.run(update)).json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(names()).toContain('Facility Management');
	const remove = {
		resource: 'department',
		operation: 'delete',
		department: locator('name', '={{ $json.name }}'),
	};
	const gone = await net2.run(remove, [{ name: 'Facility Management' }, { name: 'Sales' }], {
		onError: 'continueRegularOutput',
	});
	expect(gone.json).toMatchObject([
		{ outcome: 'deleted', undo: null },
		{ error: { reason: 'protected' } },
	]);
	expect(names()).toEqual(['None', 'Sales', 'Engineering', 'Terminated Employment', "Int'l Trade"]);
});

test('a dry run of a deletion says what would be deleted, and that it could not be undone', async () => {
	await net2.run({ resource: 'department', operation: 'create', name: 'Facilities' });
	const remove = {
		resource: 'department',
		operation: 'delete',
		department: locator('name', 'Facilities'),
	};
	const { json } = await net2.run({ ...remove, options: { dryRun: true } });
	expect(json).toMatchObject([
		{
			outcome: 'deleted',
			dryRun: true,
			changed: false,
			verified: false,
			changes: [{ from: 'Facilities', to: null }],
			audit: [{ message: expect.stringMatching(/would/i), isError: false }],
		},
	]);
	expect(json[0]?.['warnings']).toContainEqual(expect.stringContaining('cannot be undone'));
	expect(names()).toContain('Facilities');
});
