import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { resolveOutputSchemaPath } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locator, mapper, setUp } from '../actions/setUp';
import { at } from '../e2e/json';
import { OPERATIONS } from '../promises/everyParameter';
import { outputSchemas, schemaFile, schemaFolder, schemaText, type Schema } from './schemas';

const schemas = outputSchemas();

test('__schema__ says what the interfaces say: else run `npm run reference`', async () => {
	for (const [id, schema] of schemas)
		await expect(schemaText(schema), id).toMatchFileSnapshot(join(schemaFolder, schemaFile(id)));
	// A file that is not there yet is written when the tests of this file have ended.
	const found = readdirSync(schemaFolder, { recursive: true, encoding: 'utf8' });
	const files = [...schemas.keys()].map(schemaFile);
	expect(found.filter((file) => file.endsWith('.json') && !files.includes(file))).toEqual([]);
});

test.each(OPERATIONS)(
	'n8n finds the output fields of $resource: $operation, so that the editor shows them before the first run',
	({ resource, operation }) => {
		// The editor requests them by the version of the node, and n8n answers with the file that this function names.
		const file = resolveOutputSchemaPath({
			nodeDir: dirname(dirname(schemaFolder)),
			version: 1,
			resource,
			operation,
		});
		const id = `${resource}.${operation}`;
		expect(file).toBe(join(schemaFolder, schemaFile(id)));
		const schema = schemas.get(id);
		expect(schema).toMatchObject({ type: 'object', properties: expect.any(Object) });
		expect(Object.keys(at(schema, 'properties') ?? {}).length).toBeGreaterThan(1);
	},
);

test('the description has an operation for each file', () => {
	expect(OPERATIONS.map(({ resource, operation }) => `${resource}.${operation}`).sort()).toEqual(
		[...schemas.keys()].sort(),
	);
});

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
	net2.emulator.pass({ cardNumber: '10000001', door: 6000001 });
});
afterAll(async () => await net2.emulator.stop());

const ada = { user: locator('key', '00123') };
const department = locator('name', 'Schema');

/** By `resource.operation`, in an order in which each has something to do. */
const RUNS: Array<[string, INodeParameters]> = [
	['user.create', { key: '90001', fields: mapper({ firstName: 'New', lastName: 'Joiner' }) }],
	['user.upsert', { key: '90002', fields: mapper({ firstName: 'Newer', lastName: 'Joiner' }) }],
	['user.update', { ...ada, fields: mapper({ telephone: '1' }) }],
	['user.get', ada],
	['user.getAll', {}],
	['user.synchronize', {}],
	['user.setLeaveDate', { ...ada, date: '2098-12-31' }],
	['user.disable', ada],
	['user.enable', ada],
	['user.delete', { user: locator('key', '90001') }],
	['accessLevel.getAll', {}],
	['accessLevel.grant', { ...ada, accessLevels: 'Warehouse' }],
	['accessLevel.revoke', { ...ada, accessLevels: 'Warehouse' }],
	['accessLevel.set', { ...ada, accessLevels: 'Office hours' }],
	['accessLevel.getAssignments', {}],
	['department.getAll', {}],
	['department.create', { name: 'Schema' }],
	['department.update', { department, name: 'Schemas' }],
	['department.delete', { department: locator('name', 'Schemas') }],
	['card.add', { ...ada, cardNumber: '48151623' }],
	['card.getAll', ada],
	['card.setLost', { ...ada, card: locator('number', '48151623') }],
	['card.remove', { ...ada, card: locator('number', '48151623') }],
	['door.getAll', {}],
	['door.getStatus', {}],
	['door.open', { door: locator('name', 'Front door') }],
	['event.getAll', {}],
	['connection.check', {}],
	['connection.requestCode', {}],
	['connection.signOut', {}],
];

/** Where a value is not what the schema says. */
function wrong(value: unknown, schema: Schema | undefined, path: string): string[] {
	if (value === null || value === undefined) return [];
	if (schema === undefined) return [`${path} is not in the schema`];
	if (schema.type === 'string') return [];
	if (Array.isArray(value))
		return schema.type === 'array'
			? value.flatMap((one) => (schema.items ? wrong(one, schema.items, `${path}[]`) : []))
			: [`${path} is an array`];
	if (typeof value !== schema.type) return [`${path} is a ${typeof value}`];
	if (typeof value !== 'object' || schema.properties === undefined) return [];
	return Object.entries(value).flatMap(([name, one]) =>
		wrong(one, schema.properties?.[name], `${path}.${name}`),
	);
}

test.each(RUNS)('the output of %s is what its schema says', async (id, parameters) => {
	const [resource = '', operation = ''] = id.split('.');
	const rows = [{ key: '00123', firstName: 'Ada', lastName: 'Lovelace', phone: '020 9' }];
	const { json, error } = await net2.run({ resource, operation, ...parameters }, rows);
	expect(error?.description ?? error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
	expect(json.flatMap((item) => wrong(item, schemas.get(id), id))).toEqual([]);
});
