import * as v from 'valibot';
import { putMembers } from '../nodes/PaxtonNet2/net2/siteProfile';
import {
	amount,
	defaultWriteStatuses,
	flag,
	listOf,
	retryAfterSchema,
	writeStatusesSchema,
} from './switchValues';

/**
 * Every fact about Net2 that docs/net2-api.md leaves open is a switch. Values arrive as text from the command line, or
 * typed from a test or `POST /__emulator/config`. switchHelp.ts describes each of them.
 */

export const routeGroups = [
	'users',
	'departments',
	'levels',
	'events',
	'querydb',
	'doors',
] as const;

/** What `putClears` takes: names of members, and short names for one or several of them. */
export const putClearsValues = ['expiry', 'activate', 'flags', 'texts', ...putMembers] as const;

const entries = {
	// Replies in general
	casing: v.picklist(['camel', 'pascal']),
	emptyBody: flag,
	missingUser: v.pipe(
		v.union([v.string(), v.number()]),
		v.transform(String),
		v.picklist(['404', '400', '204', 'null']),
	),
	writeStatuses: writeStatusesSchema,
	zoneForm: v.picklist(['offset', 'Z', '+00:00', 'none']),
	language: v.picklist(['en', 'da']),
	net2Version: v.string(),

	// The server and its limits
	lite: v.picklist(['off', 'keep-last', 'reject']),
	latency: amount,
	tz: v.string(),
	serial: flag,
	maxConnections: amount,
	maxQueryLength: amount,
	tls: v.picklist(['any', '1.2', 'reset', 'drop', 'alert']),

	// Signing in
	clientAuth: v.picklist(['either', 'body']),
	mfa: v.picklist(['none', 'email', 'otp']),
	mfaStatus: v.pipe(amount, v.picklist([200, 400, 401, 403])),
	otpReuse: v.picklist(['refuse', 'allow']),
	signInRate: v.union([v.literal('off'), amount]),
	loopbackExempt: flag,
	retryAfter: retryAfterSchema,
	tokenLife: amount,
	refreshLife: amount,
	refreshSlides: flag,
	refreshRotates: flag,
	refreshNeedsMfa: flag,
	omitExpiresIn: flag,
	operatorRights: listOf(routeGroups),

	// Reading users
	listInactive: flag,
	expiredInList: v.picklist(['listed', 'hidden']),
	customFieldsInList: v.picklist(['listed', 'hidden']),
	pinReadable: v.picklist(['yes', 'masked', 'hidden']),
	individualRead: listOf(['reordered', 'added-members']),
	levelForm: v.picklist(['ids', 'objects']),
	departmentZero: v.picklist(['listed', 'hidden']),

	// Writing users
	putClears: listOf(putClearsValues),
	putReply: v.picklist(['nothing', 'json']),
	putPermissionSet: v.picklist(['ignore', 'replace']),
	customFields: v.picklist(['merge', 'replace']),
	shortDates: v.picklist(['month-first', 'day-first', 'refuse']),
	expiry: v.picklist(['midnight', 'exact', 'minutes']),
	expiryDay: v.picklist(['inclusive', 'exclusive']),
	trimsText: flag,
	nativeLengths: v.picklist(['off', 'refuse', 'cut']),
	newUserLevels: v.picklist(['none', 'zero']),
	clearLevels: v.picklist(['either', 'empty', 'zero']),
	individual: v.picklist(['omit-keeps', 'omit-clears']),
	cardNumbers: v.picklist(['text', 'eight-digits']),

	// Queries and events
	querydb: v.picklist(['on', 'off']),
	expiredInSql: v.picklist(['listed', 'hidden']),
	deletedInSql: v.picklist(['listed', 'hidden']),
	events: v.picklist(['where', 'dates', 'both']),
	eventMix: v.picklist(['ignore', 'refuse']),
	eventsByUser: v.picklist(['on', 'off']),
	changeEvents: v.picklist(['one', 'two']),
};

const allSwitches = v.strictObject(entries);
const someSwitches = v.partial(allSwitches);

/** Some of the switches; the others keep their value. */
export type SomeSwitches = { [Name in keyof Switches]?: Switches[Name] | undefined };

export type Switches = v.InferOutput<typeof allSwitches>;
export type RouteGroup = (typeof routeGroups)[number];

/** What docs/net2-api.md gives the most evidence for; where it has none, the most common form of such servers. */
export const defaultSwitches: Readonly<Switches> = {
	casing: 'camel',
	emptyBody: false,
	missingUser: '404',
	writeStatuses: defaultWriteStatuses,
	zoneForm: 'offset',
	language: 'en',
	net2Version: 'auto',
	lite: 'off',
	latency: 0,
	tz: 'Europe/Amsterdam',
	serial: false,
	maxConnections: 0,
	maxQueryLength: 0,
	tls: 'any',
	clientAuth: 'either',
	mfa: 'none',
	mfaStatus: 400,
	otpReuse: 'refuse',
	signInRate: 2,
	loopbackExempt: false,
	retryAfter: 'off',
	tokenLife: 1800,
	refreshLife: 7200,
	refreshSlides: false,
	refreshRotates: false,
	refreshNeedsMfa: false,
	omitExpiresIn: false,
	operatorRights: [...routeGroups],
	listInactive: false,
	expiredInList: 'listed',
	customFieldsInList: 'listed',
	pinReadable: 'yes',
	individualRead: [],
	levelForm: 'ids',
	departmentZero: 'listed',
	putClears: ['expiry'],
	putReply: 'nothing',
	putPermissionSet: 'ignore',
	customFields: 'merge',
	shortDates: 'month-first',
	expiry: 'midnight',
	expiryDay: 'inclusive',
	trimsText: false,
	nativeLengths: 'off',
	newUserLevels: 'none',
	clearLevels: 'either',
	individual: 'omit-keeps',
	cardNumbers: 'text',
	querydb: 'on',
	expiredInSql: 'listed',
	deletedInSql: 'listed',
	events: 'where',
	eventMix: 'ignore',
	eventsByUser: 'on',
	changeEvents: 'one',
};

/** The names on the command line, `--put-clears`, are those of the switches, `putClears`. */
export function switchName(option: string): string {
	return option
		.replace(/^--/, '')
		.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The other way round: `putClears` is `put-clears` on the command line. */
export function optionName(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Takes switches by either spelling.
 *
 * @throws Error that names each unknown switch or value
 */
export function parseSwitches(given: object): SomeSwitches {
	const named: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(given)) {
		if (value !== undefined) named[switchName(name)] = value;
	}
	const result = v.safeParse(someSwitches, named);
	if (result.success) return result.output;
	const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
	throw new Error(`Unknown switch or value: ${problems.join('; ')}`);
}

/** The switches with some of them set. */
export function withSwitches(base: Switches, some: SomeSwitches): Switches {
	const all: Switches = { ...base };
	for (const [name, value] of Object.entries(some))
		if (value !== undefined) Reflect.set(all, name, value);
	return all;
}
