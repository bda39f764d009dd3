import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';

const { description } = new PaxtonNet2();

const byKey = { user: { __rl: true, mode: 'key', value: '00123' } };

/** What the editor shows for an operation, given what else is filled in. */
function shown(resource: string, operation: string, more: object = {}): string[] {
	const parameters = { resource, operation, ...byKey, ...more };
	return description.properties
		.filter((property) =>
			NodeHelpers.displayParameter(parameters, property, { typeVersion: 1 }, description),
		)
		.filter(({ type }) => type !== 'notice')
		.map(({ name }) => name)
		.slice(2);
}

test.each([
	['user', 'create', ['key', 'correlationField', 'fields', 'departmentMode', 'options']],
	['user', 'update', ['user', 'correlationField', 'fields', 'departmentMode', 'options']],
	[
		'user',
		'disable',
		[
			'user',
			'correlationField',
			'leaverDepartment',
			'removeAccess',
			'cards',
			'clearPin',
			'onNotFound',
			'options',
		],
	],
	[
		'user',
		'delete',
		['user', 'correlationField', 'force', 'onNotFound', 'allowFromWorkflow', 'options'],
	],
	['user', 'get', ['user', 'correlationField', 'options']],
	['user', 'getAll', ['returnAll', 'filters', 'simplify', 'options']],
	['accessLevel', 'grant', ['user', 'correlationField', 'accessLevels', 'until', 'options']],
	['accessLevel', 'applyRules', ['user', 'correlationField', 'hrDepartment', 'mapping', 'options']],
	['accessLevel', 'revokeExpired', ['options']],
	['accessLevel', 'revoke', ['user', 'correlationField', 'accessLevels', 'onNotFound', 'options']],
	['accessLevel', 'set', ['user', 'correlationField', 'accessLevels', 'allowEmpty', 'options']],
	['accessLevel', 'getAll', ['returnAll', 'filters', 'simplify', 'options']],
	['accessLevel', 'getAssignments', ['returnAll', 'options']],
	['department', 'getAll', ['returnAll', 'filters', 'simplify', 'options']],
	['department', 'create', ['name', 'options']],
	['department', 'update', ['department', 'name', 'options']],
	['department', 'delete', ['department', 'allowFromWorkflow', 'options']],
	[
		'card',
		'add',
		['user', 'correlationField', 'cardNumber', 'numberFormat', 'tokenType', 'replaces', 'options'],
	],
	['card', 'getAll', ['user', 'correlationField', 'returnAll', 'simplify', 'options']],
	['card', 'setLost', ['user', 'correlationField', 'card', 'numberFormat', 'isLost', 'options']],
	['card', 'remove', ['user', 'correlationField', 'card', 'numberFormat', 'onNotFound', 'options']],
	['door', 'getAll', ['returnAll', 'filters', 'simplify', 'options']],
	['door', 'getStatus', ['door', 'options']],
	['door', 'open', ['door', 'allowFromWorkflow', 'options']],
	[
		'event',
		'getAll',
		[
			...['since', 'until', 'types', 'user', 'correlationField', 'door'],
			...['returnAll', 'simplify', 'options'],
		],
	],
	['connection', 'check', ['options']],
	['connection', 'requestCode', ['options']],
	['connection', 'submitCode', ['challenge', 'code', 'options']],
	['connection', 'signOut', ['options']],
	['user', 'setPhoto', ['user', 'correlationField', 'binaryProperty', 'options']],
	['user', 'getPhoto', ['user', 'correlationField', 'binaryProperty', 'options']],
])('%s: %s shows what matters', (resource, operation, names) => {
	expect(shown(resource, operation)).toEqual(names);
});

test.each(['list', 'id'])('what is about a key is hidden for a user by %s', (mode) => {
	const names = shown('user', 'disable', { user: { __rl: true, mode, value: '1' } });
	expect(names).toContain('user');
	expect(names).not.toContain('correlationField');
	expect(names).not.toContain('onNotFound');
});

test.each([
	[
		'enable',
		{ startNow: false },
		['startDate', 'startNow', 'endDate', 'blankEndDate', 'leaverDepartment', 'only'],
	],
	[
		'enable',
		{ startNow: true },
		['startNow', 'endDate', 'blankEndDate', 'leaverDepartment', 'only'],
	],
	['setLeaveDate', { withdraw: false }, ['withdraw', 'date', 'blankEndDate']],
	['setLeaveDate', { withdraw: true }, ['withdraw']],
	['create', { departmentMode: 'direct' }, ['fields', 'departmentMode', 'department']],
	['create', { departmentMode: 'mapped' }, ['fields', 'departmentMode', 'hrDepartment', 'mapping']],
])('user: %s with %o shows %j', (operation, more, names) => {
	expect(shown('user', operation, more).slice(2, -1)).toEqual(names);
});

test.each(['force', 'allowEmpty', 'allowWrites', 'allowFromWorkflow'])(
	'%s takes no expression',
	(name) => {
		const switches = description.properties.filter((property) => property.name === name);
		expect(switches.length).toBeGreaterThan(0);
		expect(switches.every(({ noDataExpression }) => noDataExpression === true)).toBe(true);
	},
);

test('allowWrites is for the tool variant alone', () => {
	expect(shown('user', 'create')).not.toContain('allowWrites');
	const tool = { ...description, name: 'paxtonNet2Tool' };
	const [allowWrites] = description.properties.filter(({ name }) => name === 'allowWrites');
	if (allowWrites === undefined) throw new Error('there is no allowWrites');
	expect(NodeHelpers.displayParameter({}, allowWrites, { typeVersion: 1 }, tool)).toBe(true);
});

test('every list and dropdown that the server fills has its method', () => {
	const { methods } = new PaxtonNet2();
	const known = new Set(Object.values(methods).flatMap((group) => Object.keys(group)));
	const wanted = description.properties.flatMap(methodsOf);
	expect(wanted.length).toBeGreaterThan(0);
	expect(wanted.filter((name) => !known.has(name))).toEqual([]);
});

function methodsOf({ typeOptions, modes = [] }: INodeProperties): string[] {
	return [
		typeOptions?.loadOptionsMethod,
		typeOptions?.resourceMapper?.resourceMapperMethod,
		...modes.map((mode) => mode.typeOptions?.searchListMethod),
	].filter((name) => name !== undefined);
}

const OPERATIONS = description.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options = [], displayOptions }) =>
		options.map((option): [string, string] => [
			String(displayOptions?.show?.['resource']?.[0]),
			'value' in option ? String(option.value) : '',
		]),
	);

/** What the list 'Add Option' offers if these options are set. */
function offered(resource: string, operation: string, options: INodeParameters): string[] {
	const parameters = { resource, operation, ...byKey, cards: '12345678', options };
	const shownAt = (property: INodeProperties, values: INodeParameters) =>
		NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, description, parameters);
	const [collection] = description.properties.filter(
		(property) => property.name === 'options' && shownAt(property, parameters),
	);
	return (collection?.options ?? [])
		.filter((option): option is INodeProperties => 'type' in option)
		.filter((option) => !Object.hasOwn(options, option.name) && shownAt(option, options))
		.map(({ name }) => name);
}

test.each(OPERATIONS)(
	'%s: %s offers at most ten options at once, each once',
	(resource, operation) => {
		for (const options of [{}, { report: 'html' }, { advanced: true }, { advanced: false }]) {
			const names = offered(resource, operation, options);
			expect(names.length).toBeLessThanOrEqual(10);
			expect(new Set(names).size).toBe(names.length);
		}
	},
);

/** What n8n hands to the node of the parameters that a workflow stores. */
function keptOf(stored: INodeParameters) {
	return NodeHelpers.getNodeParameters(
		description.properties,
		stored,
		true,
		false,
		{ typeVersion: 1 },
		description,
	);
}

test('an option that is set keeps its value, whichever group the list offers', () => {
	const set = { maxConcurrency: 1, eventId: 'E1', verifyName: false, tokenType: 'Keyfob' };
	for (const options of [set, { ...set, advanced: true }, { ...set, advanced: false }]) {
		const stored = { resource: 'user', operation: 'upsert', key: '1', cards: '12345678', options };
		const kept = keptOf(stored);
		expect(kept?.['options']).toEqual(options);
	}
});

test('Dry Run keeps whatever value it has, so that it can be refused', () => {
	for (const dryRun of ['', null, '={{ undefined }}']) {
		const stored = {
			...{ resource: 'user', operation: 'upsert', key: '1' },
			options: { dryRun, advanced: true },
		};
		const kept = keptOf(stored);
		expect(kept?.['options']).toHaveProperty('dryRun', dryRun);
	}
});

test('every operation takes a saved sign-in', () => {
	const options = description.properties.filter(({ name }) => name === 'options');
	const operations = description.properties.filter(({ name }) => name === 'operation');
	const count = operations.reduce((sum, { options: list = [] }) => sum + list.length, 0);
	const shownFor = options.flatMap(
		({ displayOptions }) => displayOptions?.show?.['operation'] ?? [],
	);
	expect(shownFor).toHaveLength(count);
	for (const { options: members = [] } of options)
		expect(members.map(({ name }) => name)).toContain('session');
});
