import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getEvents, type EventsParams } from '../../lifecycle/events/getEvents';
import { EVENT_TYPES } from '../../lifecycle/events/kinds';
import type { OperationRunner } from '../operationRunner';
import { doorOf } from '../readDoor';
import type { Item } from '../item';
import { door } from '../properties/door';
import { eventOptions } from '../properties/options';
import { correlationField, user } from '../properties/user';
import { hasUser } from '../readUser';
import { badInput, booleanOf, textOf, wholeNumberOf } from '../values';

const properties: INodeProperties[] = [
	{
		displayName: 'Since',
		name: 'since',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-11-24T08:00:00',
		description:
			"Start of the period. Without an offset it is in the site's time zone. If empty, the last 24 hours are returned.",
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-11-24',
		description:
			'End of the period. A date without a time includes that whole day. If empty, the period ends now.',
	},
	{
		displayName: 'Types',
		name: 'types',
		type: 'multiOptions',
		options: [
			{ name: 'Access Denied', value: 'accessDenied' },
			{ name: 'Access Granted', value: 'accessGranted' },
			{ name: 'Unknown Card', value: 'unknownCard' },
			{ name: 'User Changed', value: 'userChanged' },
		],
		default: [],
		description:
			'Event types to return. Leave empty to return all types. An expression may also give event types of Net2 by number, such as 28.',
	},
	{
		...user,
		required: false,
		description: 'Return only events of this user. Leave empty to return the events of all users.',
	},
	{ ...correlationField, hint: "Only matters if the user is chosen by 'Number'" },
	{
		...door,
		description: 'Return only events at this door. Leave empty to return the events of all doors.',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
	},
	eventOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['event'], operation: ['getAll'] } },
	properties,
);

export async function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return await runner.runRead<EventsParams, { events: object[] }>({
		read: (item) => ({
			since: item.text('since', 'Since'),
			until: item.text('until', 'Until'),
			types: typesOf(item),
			user: hasUser(item) ? item.user() : undefined,
			door: doorOf(item),
			limit: wholeNumberOf(item.value('limit'), 'Limit', { absent: 50, least: 1, most: 100_000 }),
			includeCards: booleanOf(item.value('options.includeCards'), 'Include Card Numbers', false),
		}),
		run: getEvents,
		entries: ({ events }) => events,
	});
}

/** Reads a list, or text with commas. Each entry is a kind of event or an event type of Net2 by number. */
function typesOf(item: Item): string[] {
	const given = item.value('types');
	const pieces = Array.isArray(given) ? given : String(given ?? '').split(',');
	const types = pieces.map((piece) => textOf(piece, 'Types')?.trim() ?? '').filter(Boolean);
	const odd = types.find((type) => !EVENT_TYPES.has(type) && !/^[1-9]\d{0,5}$/.test(type));
	if (odd === undefined) return types;
	throw badInput(
		'Types',
		'contains a type of event that does not exist',
		`Use ${[...EVENT_TYPES].join(', ')}, or event types of Net2 by number, such as 28.`,
	);
}
