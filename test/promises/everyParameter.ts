import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { mapper } from '../actions/parameters';

const { properties } = new PaxtonNet2().description;

/** Every operation of the node, out of its description. */
export const OPERATIONS: Array<{ resource: string; operation: string }> = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options = [], displayOptions }) =>
		(displayOptions?.show?.['resource'] ?? []).flatMap((resource) =>
			options.flatMap((option) =>
				'value' in option ? [{ resource: String(resource), operation: String(option.value) }] : [],
			),
		),
	);

/** What a model gives for a parameter: as much as it can get. It never chooses a dry run. */
const SAYS: IDataObject = {
	key: '123',
	user: '123',
	department: 'Sales',
	leaverDepartment: 'Terminated Employment',
	correlationField: 'customField:14',
	departmentMode: 'direct',
	source: 'csvText',
	csvText: 'Department;AccessLevel\nX;Warehouse',
	hrDepartment: 'X',
	levelColumn: 'AccessLevel',
	fromColumn: 'Department',
	accessLevels: 'Warehouse',
	enabled: 'enable',
	removeAccess: 'all',
	cards: 'lost',
	onNotFound: 'report',
	missing: 'disable',
	emptyValues: 'clear',
	report: 'html',
	evidence: 'csv',
	startDate: '2020-01-01',
	endDate: '2098-01-01',
	date: '2098-01-01',
	until: '2098-01-01',
	since: '2020-01-01',
	dryRun: false,
	verifyName: false,
	withdraw: false,
	startNow: false,
	door: '6000001',
	cardNumber: '48151623',
	card: '48151623',
	name: 'New',
	code: '123456',
	markerField: 'Notes',
	firstName: 'Mallory',
	// In the name of some access level, department and door, so that each list has something to show.
	filters_name: 'o',
};

/** The node as a builder would set it who leaves everything to the model, and what the model then says. */
export interface Wished {
	parameters: INodeParameters;
	args: IDataObject;
}

/** `$fromAI` in every parameter of an operation that takes an expression, in collections, locators and the mapper too. */
export function everyParameter(resource: string, operation: string): Wished {
	const args: IDataObject = {};
	const parameters: INodeParameters = { resource, operation };
	for (const property of properties) {
		const { show = {} } = property.displayOptions ?? {};
		const isOf = (name: string, value: string) => show[name]?.includes(value) === true;
		// A model is offered what the node shows, and it never sets the mode.
		const isShown = show['mode'] === undefined || show['mode'].includes('plan');
		if (isShown && isOf('resource', resource) && isOf('operation', operation))
			Object.assign(parameters, given(property, property.name, args));
	}
	return { parameters, args };
}

function given(property: INodeProperties, path: string, args: IDataObject): INodeParameters {
	const { name, type } = property;
	// Of the mapper, each value takes one, and the whole does not.
	const takesNone = property.noDataExpression === true && type !== 'resourceMapper';
	if (takesNone || type === 'notice') return {};
	if (type === 'collection') {
		const members = (property.options ?? []).filter((one) => 'type' in one);
		const values = members.map((member) => given(member, `${path}_${member.name}`, args));
		return { [name]: Object.assign({}, ...values) };
	}
	if (type === 'fixedCollection') {
		const groups = (property.options ?? []).filter((one) => 'values' in one);
		return {
			[name]: Object.fromEntries(
				groups.map((group) => {
					const below = `${path}_${group.name}`;
					const row = group.values.map((one) => given(one, `${below}_${one.name}`, args));
					return [group.name, [Object.assign({}, ...row) as INodeParameters]];
				}),
			),
		};
	}
	if (type === 'resourceMapper') {
		const fields = ['firstName', 'telephone', 'pin', 'customField:9'];
		const value = Object.fromEntries(
			fields.map((field) => [field, said(field, `${path}_${field}`, 'string', args)]),
		);
		return { [name]: mapper(value) };
	}
	const value = said(name, path, type, args, property);
	if (type !== 'resourceLocator') return { [name]: value };
	const modes = (property.modes ?? []).map((mode) => mode.name);
	const mode = ['key', 'name', 'net2Id'].find((one) => modes.includes(one)) ?? 'net2Id';
	return { [name]: { __rl: true, mode, value } };
}

function said(
	name: string,
	path: string,
	type: string,
	args: IDataObject,
	{ default: usual, options = [] }: Partial<INodeProperties> = {},
): string {
	const argument = path.replaceAll(':', '_');
	const kind = type === 'boolean' || type === 'number' ? type : 'string';
	const [first] = options;
	const choice = first !== undefined && 'value' in first ? String(first.value) : '';
	args[argument] =
		SAYS[path] ??
		SAYS[name] ??
		(kind === 'boolean' ? true : kind === 'number' ? Number(usual) || 1 : choice);
	return `={{ $fromAI('${argument}', '', '${kind}') }}`;
}
