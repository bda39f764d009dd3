import type { INodeProperties } from 'n8n-workflow';

/** What a model gets by default: more does not fit into what it reads. */
const TOOL_LIMIT = 25;

const ON_TOOL = { '@tool': [true] };

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	// A comparison with half of the users would take the other half for leavers.
	default: true,
	displayOptions: { hide: ON_TOOL },
	description: 'Whether to return all results or only up to a given limit',
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	displayOptions: { show: { returnAll: [false] }, hide: ON_TOOL },
	description: 'Max number of results to return',
};

/** Return All and Limit; as a tool off and small. */
export const howMany: INodeProperties[] = [
	returnAll,
	{ ...returnAll, default: false, displayOptions: { show: ON_TOOL } },
	limit,
	{
		...limit,
		default: TOOL_LIMIT,
		displayOptions: { show: { returnAll: [false], ...ON_TOOL } },
	},
];

const nameFilter: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Berg',
	description: 'Part of the name, in any case. Leave empty to return all names.',
};

function filters(options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options,
	};
}

/** For departments, access levels and doors. */
export const nameFilters = filters([nameFilter]);

/** For users. */
export const userFilters = filters([
	{
		displayName: 'Department',
		name: 'department',
		type: 'string',
		default: '',
		placeholder: 'e.g. Sales',
		description: 'Name of a department. Leave empty to return the users of all departments.',
	},
	{
		displayName: 'Enabled',
		name: 'enabled',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any', description: 'Return users with and without access' },
			{ name: 'Disabled', value: 'no', description: 'Return users who have no access now' },
			{ name: 'Enabled', value: 'yes', description: 'Return users who have access now' },
		],
		default: 'any',
		description: 'Whether the users have access now',
	},
	nameFilter,
]);

/** Switched off, it also returns what few workflows need. */
export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** For things of which Net2 gives few data. */
export const simplifyFew: INodeProperties = {
	...simplify,
	hint: 'Net2 gives few data here, so both versions are equal',
};

/** For events: the newest ones are enough, so a limit is on. */
export const howManyEvents: INodeProperties[] = howMany.map((property) =>
	property.name === 'returnAll' ? { ...property, default: false } : property,
);
