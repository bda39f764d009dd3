import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getEvents, type EventsAsk } from '../../lifecycle/events/getEvents';
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
			'From when on, in the time zone of the site unless an offset is given. Empty: the last 24 hours.',
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-11-24',
		description: 'Until when; a date alone means the whole of that day. Empty: now.',
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
			'What to look for; nothing chosen: everything. An expression may also give event types of Net2 by number, such as 28.',
	},
	{ ...user, required: false, description: 'Only events of this user. Empty: of everybody.' },
	{ ...correlationField, hint: 'Only matters when the user is chosen By Key' },
	{ ...door, description: 'Only events at this door. Empty: at all doors.' },
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
	return await runner.runRead<EventsAsk, { events: object[] }>({
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

/** A list, or text with commas between; every one a kind of ours or a number of Net2's. */
function typesOf(item: Item): string[] {
	const given = item.value('types');
	const pieces = Array.isArray(given) ? given : String(given ?? '').split(',');
	const types = pieces.map((piece) => textOf(piece, 'Types')?.trim() ?? '').filter(Boolean);
	const odd = types.find((type) => !EVENT_TYPES.has(type) && !/^[1-9]\d{0,5}$/.test(type));
	if (odd === undefined) return types;
	throw badInput(
		'Types',
		'holds something that is no type of event',
		`Use ${[...EVENT_TYPES].join(', ')}, or numbers of Net2 such as 28.`,
	);
}
