import { optionName, type Switches } from './switches';

interface Help {
	/** The values, the default first. */
	values: string;
	meaning: string;
	/**
	 * The value that is a stress case: working clients contradict it (docs/net2-api.md). It shows whether a client copes
	 * with a surprise, and not how a real Net2 behaves.
	 */
	stress?: string;
}

/** Each switch in words, in the order of the README's table. */
export const switchHelp: Record<keyof Switches, Help> = {
	casing: { values: 'camel, pascal', meaning: 'names of members in replies', stress: 'pascal' },
	emptyBody: {
		values: 'off, on',
		meaning: 'an empty list is an empty body',
		stress: 'on, for queries',
	},
	missingUser: {
		values: '404, 400, 204, null',
		meaning: 'the reply when a user who is read does not exist (a write answers 404 or 400)',
	},
	writeStatuses: {
		values: 'for example createUser=200,setLevels=200',
		meaning: 'the status of each write',
	},
	zoneForm: { values: 'offset, Z, +00:00, none', meaning: 'how times are returned' },
	language: { values: 'en, da', meaning: 'event texts and the name of the built-in operator' },
	net2Version: {
		values: 'auto, a version, hidden',
		meaning:
			'the version that the server reports: `auto` is 7 with a second factor and 6.9 without',
	},
	lite: { values: 'off, keep-last, reject', meaning: 'several access levels on Net2 Lite' },
	latency: { values: '0', meaning: 'milliseconds before each reply' },
	tz: { values: 'Europe/Amsterdam', meaning: "the server's time zone" },
	serial: { values: 'off, on', meaning: 'one request at a time, so parallel requests do not help' },
	maxConnections: {
		values: '0 (no limit)',
		meaning: 'how many connections may be open before the server resets new ones',
	},
	maxQueryLength: {
		values: '0 (no limit)',
		meaning: 'characters of a query string as sent, for example 2048',
	},
	tls: {
		values: 'any, 1.2, reset, drop, alert',
		meaning: 'TLS 1.2 only, or how the server answers a hello that offers TLS 1.3',
	},
	clientAuth: {
		values: 'either, body',
		meaning: 'where the client id may be: in the body or in HTTP Basic',
	},
	mfa: { values: 'none, email, otp', meaning: 'second factor' },
	mfaStatus: { values: '400, 200, 401, 403', meaning: 'status of `mfa_required`' },
	otpReuse: { values: 'refuse, allow', meaning: 'a code that was used before' },
	signInRate: { values: '2, off', meaning: 'requests a second to the token route, per address' },
	loopbackExempt: { values: 'off, on', meaning: 'this machine has no such limit' },
	retryAfter: { values: 'off, seconds, date', meaning: 'the header that comes with 429' },
	tokenLife: { values: '1800', meaning: 'seconds' },
	refreshLife: { values: '7200', meaning: 'seconds' },
	refreshSlides: { values: 'off, on', meaning: 'each use prolongs the refresh token' },
	refreshRotates: { values: 'off, on', meaning: 'each use replaces the refresh token' },
	refreshNeedsMfa: { values: 'off, on', meaning: 'a refresh needs the second factor' },
	omitExpiresIn: {
		values: 'off, on',
		meaning: 'token replies without `expires_in`',
		stress: 'on',
	},
	operatorRights: {
		values: 'users,departments,levels,events,querydb,doors',
		meaning: "the operator's rights, all of them by default (other routes answer 403)",
	},
	listInactive: { values: 'off, on', meaning: '`GET /users` lists deleted users, too' },
	expiredInList: {
		values: 'listed, hidden',
		meaning: '`GET /users` lists users whose end date has passed',
	},
	customFieldsInList: { values: 'listed, hidden', meaning: '`GET /users` has custom fields' },
	pinReadable: { values: 'yes, masked, hidden', meaning: 'PINs in replies and queries' },
	individualRead: {
		values: 'none, reordered, added-members',
		meaning: 'individual doors come back in another order, with more members, or both',
	},
	levelForm: { values: 'ids, objects', meaning: 'access levels of a user' },
	departmentZero: {
		values: 'listed, hidden',
		meaning: 'department None in replies',
		stress: 'hidden',
	},
	putClears: {
		values: 'expiry, activate, flags, texts, any member, none',
		meaning: 'what a user loses when a PUT leaves it out',
	},
	putReply: { values: 'nothing, json', meaning: 'the body of the reply to a PUT on a user' },
	putPermissionSet: { values: 'ignore, replace', meaning: 'access levels inside a PUT on a user' },
	customFields: {
		values: 'merge, replace',
		meaning: 'custom fields that a PUT does not name keep or lose their values',
	},
	shortDates: {
		values: 'month-first, day-first, refuse',
		meaning: 'dates such as `3/31/2026` in requests',
	},
	expiry: {
		values: 'midnight, exact, minutes',
		meaning: 'the time of day that an end date keeps (`minutes` rounds start dates, too)',
	},
	expiryDay: { values: 'inclusive, exclusive', meaning: 'whether the last day counts' },
	trimsText: { values: 'off, on', meaning: 'the server trims texts of users' },
	nativeLengths: {
		values: 'off, refuse, cut',
		meaning:
			'names over 30 characters and other long texts (our figures, because no source has the limits)',
	},
	newUserLevels: {
		values: 'none, zero',
		meaning: 'access levels of a new user: `[]` or `[0]`',
	},
	clearLevels: {
		values: 'either, empty, zero',
		meaning: 'which of `[]` and `[0]` removes all levels',
	},
	individual: {
		values: 'omit-keeps, omit-clears',
		meaning: 'individual doors that a permission set leaves out',
	},
	cardNumbers: {
		values: 'text, eight-digits',
		meaning: 'a card number is kept as sent, or as an integer of at most eight digits',
	},
	querydb: {
		values: 'on, off',
		meaning: 'the SQL route, or 403',
		stress: 'off, without a user list',
	},
	expiredInSql: {
		values: 'listed, hidden',
		meaning: 'queries find users whose end date has passed',
	},
	deletedInSql: { values: 'listed, hidden', meaning: 'queries find deleted users' },
	events: {
		values: 'where, dates, both',
		meaning: 'the parameters of `GET /events` that have an effect',
		stress: 'dates',
	},
	eventMix: {
		values: 'ignore, refuse',
		meaning: 'a request with parameters of both kinds (400 if refused)',
	},
	eventsByUser: { values: 'on, off', meaning: 'whether `where` may name the user (400 if not)' },
	changeEvents: { values: 'one, two', meaning: 'events for each change to a user' },
};

const PROGRAM: Array<[name: string, values: string, meaning: string]> = [
	['port', '8080 (with --https 8443)', 'the port'],
	['host', '127.0.0.1', 'the address'],
	['https', 'off, on', 'HTTPS with a certificate of its own'],
	['tls-key', 'ec, rsa-2048, rsa-1024', 'the key of that certificate'],
	['state', 'a file', 'loads it at the start and saves to it'],
	['seed', 'small, hr, a number of users', 'what there is at first'],
	['profile', 'a file', "behaves as the site that 'connection: rehearse' found"],
];

/** One row for each option: its name on the command line, its values and its meaning. */
export function helpRows(): Array<[option: string, values: string, meaning: string]> {
	const program = PROGRAM.map(([name, values, meaning]): [string, string, string] => [
		`--${name}`,
		values,
		meaning,
	]);
	const switches = Object.entries(switchHelp).map(
		([name, { values, meaning, stress }]): [string, string, string] => [
			`--${optionName(name)}`,
			values,
			stress === undefined ? meaning : `${meaning} (stress case: ${stress})`,
		],
	);
	return [...program, ...switches];
}

/** The text of `--help`. */
export function helpText(): string {
	const plain = helpRows().map((row) => row.map((cell) => cell.replaceAll('`', '')));
	const width = (column: number) => Math.max(...plain.map((row) => (row[column] ?? '').length));
	const [first, second] = [width(0), Math.min(width(1), 46)];
	const rows = plain.map(
		([option = '', values = '', meaning = '']) =>
			`  ${option.padEnd(first)}  ${values.padEnd(second)}  ${meaning}`,
	);
	return [
		'Net2 emulator: behaves like the local web API of Paxton Net2.',
		'',
		'  npm run emulator -- --port 8080 --seed hr',
		'',
		'Options, with the default first:',
		...rows,
		'',
		'A stress case is contradicted by clients that work with a real Net2.',
	].join('\n');
}
