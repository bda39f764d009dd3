import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { PaxtonNet2Trigger } from '../../nodes/PaxtonNet2/PaxtonNet2Trigger.node';

/** What n8n's guidelines and docs/vocabulary.md want of a description, checked in the description itself. */
const { description } = new PaxtonNet2();
const trigger = new PaxtonNet2Trigger().description;

interface Operation {
	resource: string;
	operation: string;
	label: string;
}

const OPERATIONS: Operation[] = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options = [], displayOptions }) =>
		options.map((option) => ({
			resource: String(displayOptions?.show?.['resource']?.[0]),
			operation: 'value' in option ? String(option.value) : '',
			label: option.name,
		})),
	);

/** What the editor shows for an operation; as a tool, n8n gives the node another name. */
function shown({ resource, operation }: Operation, more: object = {}, node = description) {
	const user = { __rl: true, mode: 'key', value: '1' };
	const parameters = { resource, operation, user, returnAll: false, cards: '1', ...more };
	return node.properties.filter((property) =>
		NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 }, node),
	);
}

function optionsOf(of: Operation, name: string): INodeProperties[] {
	const [collection] = shown(of).filter((property) => property.name === name);
	return (collection?.options ?? []).filter(
		(option): option is INodeProperties => 'type' in option,
	);
}

/** Every parameter, those within collections and tables too. */
function everyProperty(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...everyProperty(
			(property.options ?? []).flatMap((option) =>
				'type' in option ? [option] : 'values' in option ? option.values : [],
			),
		),
	]);
}

/** Whatever a person can read of a parameter. */
function textsOf({
	displayName,
	description: text,
	hint,
	placeholder,
	options = [],
}: INodeProperties) {
	const choices = options.flatMap((option) =>
		'value' in option ? [option.name, option.description] : [],
	);
	return [displayName, text, hint, placeholder, ...choices].filter(
		(one) => typeof one === 'string',
	);
}

const GET_MANY = OPERATIONS.filter(({ operation }) => operation === 'getAll');

describe.each(GET_MANY)('$resource: Get Many', (operation) => {
	const find = (name: string, node = description) =>
		shown(operation, {}, node).find((property) => property.name === name);

	test('is called Get Many, and has Return All, Limit and Simplify', () => {
		expect(operation.label).toBe('Get Many');
		expect(find('returnAll')).toMatchObject({
			displayName: 'Return All',
			type: 'boolean',
			default: operation.resource !== 'event',
		});
		expect(find('limit')).toMatchObject({
			displayName: 'Limit',
			default: 50,
			typeOptions: { minValue: 1 },
		});
		expect(find('simplify')).toMatchObject({ displayName: 'Simplify', default: true });
	});

	test('returns little by default as a tool', () => {
		const tool: INodeTypeDescription = { ...description, name: 'paxtonNet2Tool' };
		expect(find('returnAll', tool)).toMatchObject({ default: false });
		expect(find('limit', tool)).toMatchObject({ default: 25 });
	});
});

test.each([
	['user', ['department', 'enabled', 'name']],
	['accessLevel', ['name']],
	['department', ['name']],
	['door', ['name']],
])('%s: Get Many has the filters %j', (resource, names) => {
	const filters = optionsOf({ resource, operation: 'getAll', label: '' }, 'filters');
	expect(filters.map(({ name }) => name)).toEqual(names);
});

test.each([
	['card', ['user']],
	['event', ['since', 'until', 'types', 'user', 'door']],
])('%s: Get Many is filtered by its own parameters %j', (resource, names) => {
	const all = shown({ resource, operation: 'getAll', label: '' }).map(({ name }) => name);
	expect(all).toEqual(expect.arrayContaining(names));
});

test('a day is picked without a time, and a moment with one', () => {
	const dates = everyProperty([...description.properties, ...trigger.properties])
		.filter(({ type }) => type === 'dateTime')
		.map(({ name, typeOptions }) => [name, typeOptions?.['dateOnly'] === true]);
	expect(new Map(dates.map(([name, isDay]) => [name, isDay]))).toEqual(
		new Map([
			['startDate', true],
			['endDate', true],
			['date', true],
			['until', false],
			['since', false],
		]),
	);
	// A name that is a day in one operation and a moment in another would hide in the map.
	expect(new Set(dates.map(String)).size).toBe(5);
});

test('no text of the trigger speaks of items, because it has none', () => {
	const texts = everyProperty(trigger.properties).flatMap(textsOf);
	expect(texts.length).toBeGreaterThan(20);
	expect(texts.filter((text) => /\bitems?\b/i.test(text))).toEqual([]);
});

const WRITES = OPERATIONS.filter((one) =>
	optionsOf(one, 'options').some(({ name }) => name === 'dryRun'),
);

describe.each(WRITES)('$resource: $operation', (operation) => {
	const names = () => optionsOf(operation, 'options').map(({ name }) => name);

	test('offers Dry Run first, and Output next', () => {
		expect([...new Set(names())].slice(0, 2)).toEqual(['dryRun', 'output']);
	});

	test('offers the Event ID if it writes users', () => {
		const isAboutUsers = !['department', 'door'].includes(operation.resource);
		expect(names().includes('eventId')).toBe(isAboutUsers);
	});
});

test('synchronize and all other operations that write are among those', () => {
	const ids = WRITES.map(({ resource, operation }) => `${resource}.${operation}`);
	expect(ids).toEqual(
		expect.arrayContaining(['user.synchronize', 'user.delete', 'card.add', 'department.create']),
	);
	expect(new Set(ids).size).toBe(ids.length);
});

test('User is the first resource, and the chosen one', () => {
	const [resource] = description.properties;
	expect(resource).toMatchObject({ name: 'resource', default: 'user' });
	expect(resource?.options?.map(({ name }) => name)).toEqual([
		'User',
		'Access Level',
		'Card',
		'Connection',
		'Department',
		'Door',
		'Event',
	]);
});

test.each(['PaxtonNet2', 'PaxtonNet2Trigger'])('%s is found by the words of its users', (node) => {
	const file = join(__dirname, '../../nodes/PaxtonNet2', `${node}.node.json`);
	const { alias } = JSON.parse(readFileSync(file, 'utf8'));
	expect(alias).toEqual(
		expect.arrayContaining(['employee', 'key fob', 'badge', 'toegang', 'Zutritt', 'accès']),
	);
});

const LABELS: Array<[label: string, name: string]> = [
	['Saved Sign-In', 'session'],
	['Safety Limits', 'safetyLimits'],
	['Protected Users and Departments', 'protect'],
	['Re-Enable Returning Users', 'reopen'],
	['Cards to Replace', 'replaces'],
	['Personnel Number', 'key'],
];

test.each(LABELS)('%s is the label of %s wherever it is', (label, name) => {
	const found = everyProperty([...description.properties, ...trigger.properties]).filter(
		(property) => property.name === name,
	);
	expect(found.length).toBeGreaterThan(0);
	expect(new Set(found.map(({ displayName }) => displayName))).toEqual(new Set([label]));
});

test('the labels of the style guide are those of the node', () => {
	expect(OPERATIONS.find(({ operation }) => operation === 'setLost')?.label).toBe(
		'Mark Lost or Found',
	);
	const events = trigger.properties.find(({ name }) => name === 'event');
	expect(events?.options?.map(({ name }) => name)).toContain("Leaver's Card Used");
	const input = shown({ resource: 'user', operation: 'setPhoto', label: '' });
	expect(input.find(({ name }) => name === 'binaryProperty')?.displayName).toBe(
		'Input Data Field Name',
	);
});

test('no label or text uses a word that the style guide replaced', () => {
	const texts = everyProperty([...description.properties, ...trigger.properties]).flatMap(textsOf);
	const old = /\b(sign-in resource|brakes?|trips?|barred|cut off|session|roomy|somebody|nobody)\b/i;
	expect(texts.filter((text) => old.test(text))).toEqual([]);
});

test('the modes of a resource locator have labels that the editor does not cut', () => {
	const modes = everyProperty([...description.properties, ...trigger.properties]).flatMap(
		({ modes: of = [] }) => of,
	);
	expect(modes.length).toBeGreaterThan(0);
	expect(modes.filter(({ name }) => name === 'id')).toEqual([]);
	const typed = modes.filter(({ type }) => type !== 'list').map(({ displayName }) => displayName);
	expect(new Set(typed)).toEqual(new Set(['Number', 'Name', 'Net2 ID']));
});
