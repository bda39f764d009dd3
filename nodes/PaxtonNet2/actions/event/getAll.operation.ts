import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { getEvents, type EventsParams } from '../../lifecycle/events/getEvents';
import type { EventItem } from '../../lifecycle/events/describe';
import { EVENT_TYPES } from '../../lifecycle/events/kinds';
import { isFailure } from '../../lifecycle/result/result';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import type { OperationRunner } from '../operationRunner';
import { doorOf } from '../readDoor';
import type { Item } from '../item';
import { door } from '../properties/door';
import { howManyEvents, simplify } from '../properties/lists';
import { eventOptions } from '../properties/options';
import { correlationField, user } from '../properties/user';
import { readListParameters } from '../readList';
import { hasUser } from '../readUser';
import { booleanOf, textOf } from '../values';

const properties: INodeProperties[] = [
	{
		displayName: 'Since',
		name: 'since',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2026-11-24T08:00:00',
		description:
			"Start of the period. Without an offset it is in the site's time zone. If empty, the last 24 hours are returned.",
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2026-11-24T18:00:00',
		description:
			'End of the period. A date without a time, from an expression, includes that whole day. If empty, the period ends now.',
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
	...howManyEvents,
	simplify,
	eventOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['event'], operation: ['getAll'] } },
	properties,
);

export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runRead<EventsParams & Simplifies, { events: object[] }>({
		read: (item) => ({
			since: item.text('since', 'Since'),
			until: item.text('until', 'Until'),
			types: typesOf(item),
			user: hasUser(item) ? item.user() : undefined,
			door: doorOf(item),
			limit: readListParameters(item).limit,
			simplifies: item.boolean('simplify', 'Simplify'),
			includeCards: booleanOf(item.value('options.includeCards'), 'Include Card Numbers', false),
		}),
		async run(run, requests) {
			const answers = await getEvents(run, requests);
			return answers.map((answer, n) =>
				!isFailure(answer) && requests[n]?.params.simplifies === true
					? { events: answer.events.map(simplified) }
					: answer,
			);
		},
		entries: ({ events }) => events,
	});
}

interface Simplifies {
	simplifies: boolean;
}

/** What most workflows need of an event. */
type SimpleEvent = Omit<EventItem, 'subType' | 'details' | 'middleName'>;

function simplified(event: EventItem): SimpleEvent {
	const { subType: _subType, details: _details, middleName: _middleName, ...rest } = event;
	return rest;
}

/** Reads a list, or text with commas. Each entry is a kind of event or an event type of Net2 by number. */
function typesOf(item: Item): string[] {
	const given = item.value('types');
	const pieces = Array.isArray(given) ? given : String(given ?? '').split(',');
	const types = pieces.map((piece) => textOf(piece, 'Types')?.trim() ?? '').filter(Boolean);
	const odd = types.find((type) => !EVENT_TYPES.has(type) && !/^[1-9]\d{0,5}$/.test(type));
	if (odd === undefined) return types;
	throw failure(parameterMessages.unknownEventType, { types: [...EVENT_TYPES].join(', ') });
}
