import * as v from 'valibot';

/**
 * Every fact about Net2 that the API sheet leaves open is a switch. Values may arrive as text (from
 * the command line) or typed (from a test or `POST /__emulator/config`).
 */

const flag = v.pipe(
	v.union([v.boolean(), v.string()]),
	v.transform((value) => value === true || value === 'true' || value === ''),
);
const amount = v.pipe(
	v.union([v.number(), v.pipe(v.string(), v.nonEmpty())]),
	v.transform(Number),
	v.number(),
	v.finite(),
	v.minValue(0),
);

function listOf<const T extends readonly string[]>(options: T) {
	return v.pipe(
		v.union([v.array(v.string()), v.string()]),
		v.transform((value) =>
			(typeof value === 'string' ? value.split(',') : value)
				.map((part) => part.trim())
				.filter((part) => part !== '' && part !== 'none'),
		),
		v.array(v.picklist(options)),
	);
}

export const routeGroups = [
	'users',
	'departments',
	'levels',
	'events',
	'querydb',
	'doors',
] as const;

const entries = {
	casing: v.picklist(['camel', 'pascal']),
	lite: v.picklist(['off', 'keep-last', 'reject']),
	latency: amount,
	tz: v.string(),
	mfa: v.picklist(['none', 'email', 'otp']),
	mfaStatus: v.pipe(amount, v.picklist([200, 400, 401, 403])),
	otpReuse: v.picklist(['refuse', 'allow']),
	signInRate: v.union([v.literal('off'), amount]),
	loopbackExempt: flag,
	retryAfter: v.pipe(
		v.union([v.boolean(), v.number(), v.string()]),
		v.transform((value) => {
			if (value === false || value === 'off' || value === 'false') return 'off';
			if (value === true || value === '' || value === 'seconds' || value === 'true') return 1;
			return value === 'date' ? 'date' : Number(value);
		}),
		v.union([v.picklist(['off', 'date']), v.pipe(v.number(), v.finite())]),
	),
	tokenLife: amount,
	refreshLife: amount,
	refreshSlides: flag,
	refreshRotates: flag,
	refreshNeedsMfa: flag,
	omitExpiresIn: flag,
	putClears: listOf(['expiry', 'activate', 'flags']),
	putPermissionSet: v.picklist(['ignore', 'replace']),
	customFields: v.picklist(['merge', 'replace']),
	listInactive: flag,
	expiry: v.picklist(['midnight', 'exact']),
	expiryDay: v.picklist(['inclusive', 'exclusive']),
	clearLevels: v.picklist(['empty', 'zero', 'either']),
	individual: v.picklist(['omit-keeps', 'omit-clears']),
	departmentZero: v.picklist(['listed', 'hidden']),
	querydb: v.picklist(['on', 'off']),
	emptyBody: flag,
	operatorRights: listOf(routeGroups),
	events: v.picklist(['where', 'dates']),
};

const allSwitches = v.strictObject(entries);

export type Switches = v.InferOutput<typeof allSwitches>;
export type RouteGroup = (typeof routeGroups)[number];

/** Where the API sheet's section 14 is silent, the first value that the design lists is the default. */
export const defaultSwitches: Readonly<Switches> = {
	casing: 'camel',
	lite: 'off',
	latency: 0,
	tz: 'Europe/Amsterdam',
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
	putClears: ['expiry'],
	putPermissionSet: 'ignore',
	customFields: 'merge',
	listInactive: false,
	expiry: 'midnight',
	expiryDay: 'inclusive',
	clearLevels: 'empty',
	individual: 'omit-keeps',
	departmentZero: 'listed',
	querydb: 'on',
	emptyBody: false,
	operatorRights: [...routeGroups],
	events: 'where',
};

/** The names on the command line, `--put-clears`, are those of the switches, `putClears`. */
export function switchName(option: string): string {
	return option
		.replace(/^--/, '')
		.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Sets switches, by either spelling, over those of `base`; an unknown name or value is an error that says which. */
export function parseSwitches(given: object, base: Switches = defaultSwitches): Switches {
	const named: Record<string, unknown> = { ...base };
	for (const [name, value] of Object.entries(given)) {
		if (value !== undefined) named[switchName(name)] = value;
	}
	const result = v.safeParse(allSwitches, named);
	if (result.success) return result.output;
	const problems = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
	throw new Error(`Unknown switch or value: ${problems.join('; ')}`);
}
