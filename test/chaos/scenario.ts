import * as fc from 'fast-check';
import { faultNames, type FaultName, type Switches } from '../../emulator';
import { ROWS } from './keys';

/** What a person has before anything is run. `absent`: Net2 does not know them yet. */
export interface PersonPlan {
	absent: boolean;
	firstName: string;
	lastName: string;
	telephone: string;
	email: string;
	pin: boolean;
	flag: boolean;
	levels: number[];
	doors: number[];
	cards: number;
	department: number;
	expiry: 'none' | 'past' | 'future';
	start: 'past' | 'future';
}

/**
 * Who disabled a user before anything is run. `list` and `operation`: this node, as an authentic entry says. `hand`: an
 * operator did, after the list had. `forged`: an entry that this node did not write says that the list did.
 */
export type DisabledBy = 'list' | 'operation' | 'hand' | 'forged' | 'unknown';

/** What HR says of a person; each becomes one or several operations. */
export type Role =
	| {
			role: 'joiner';
			by: 'create' | 'upsert';
			department: number;
			levels: number[];
			telephone: string;
			card: boolean;
			/** The number of a user who is in Net2 has been given to another employee. */
			reused: boolean;
	  }
	| {
			role: 'mover';
			by: 'update' | 'upsert';
			department: number;
			telephone: string;
			email: string;
			change: 'grant' | 'revoke' | 'set';
			levels: number[];
	  }
	| {
			role: 'leaver';
			removeAccess: 'keep' | 'levels' | 'all';
			cards: 'keep' | 'lost';
			clearPin: boolean;
			toDepartment: boolean;
			erase: boolean;
	  }
	| { role: 'dated'; days: number; withdraw: boolean }
	| { role: 'undone'; verb: 'update' | 'grant' | 'disable'; level: number; telephone: string }
	| {
			/** By a whole HR list. `dropped`: managed here, and no longer on it. `returned`: disabled before, and on it again. */
			role: 'listed';
			as: 'present' | 'ended' | 'dropped' | 'returned';
			/** Who disabled a user who has returned, as the marker field says. */
			disabledBy: DisabledBy;
			/** The number has been given to another employee. */
			reused: boolean;
			department: number;
			levels: number[];
			telephone: string;
			until: boolean;
	  }
	/** Levels by rules: those that rules gave before, and those that they give now. */
	| { role: 'ruled'; before: number[]; levels: number[] };

export interface Row {
	person: PersonPlan;
	role: Role;
	/** The item that works on a person comes twice in the list. */
	twice: boolean;
}

/** Strikes a request of the pass. `restart` is the whole server's. */
export interface Strike {
	/** Counted over all requests, or over the writes alone, where a lost reply leaves something in doubt. */
	among: 'requests' | 'writes';
	at: number;
	times: number;
	fault: FaultName | 'restart';
}

/** What another client does to a person just before a request of ours goes out. */
export interface Edit {
	/** Counted over all requests of the pass, or over its writes: those hit the window between GET and PUT. */
	among: 'requests' | 'writes';
	at: number;
	row: number;
	what:
		| 'telephone'
		| 'email'
		| 'levelAdded'
		| 'levelRemoved'
		| 'doorAdded'
		| 'reopened'
		| 'barred'
		| 'department';
}

export interface Scenario {
	/** Minutes after midnight UTC; a run may cross the midnight of the site. */
	minute: number;
	rows: Row[];
	switches: Partial<Switches>;
	strikes: Strike[];
	edits: Edit[];
	/** Picks which of the waiting requests goes next; 0: the oldest. */
	order: number;
	maxUsersInFlight: number;
	/** Each operation is started twice at the same moment, as a webhook that fires twice does. */
	doubled: boolean;
	wrongPassword: boolean;
	/** Whether the rerun is another process, or goes on with the sign-in in hand. */
	newProcess: boolean;
	/** Whether the HR list may give access again to users that it disabled. */
	reopen: boolean;
	/** The list has lost the columns of end dates and access levels. */
	lostColumns: boolean;
	/** Another process disables some of the users while the workflow runs. */
	secondProcess: boolean;
}

const names = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom('Jansen', "O'Neill", 'de Vries', 'Żółć', 'Smith') },
	{ weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 12 }).map(plain) },
);
const phones = fc.constantFrom('', '020 1111', '+31 6 1234', "0'--", '%_[]');
const emails = fc.constantFrom('', 'a@example.com', "o'neill@example.com");
const level = fc.integer({ min: 1, max: 4 });
const someLevels = fc.uniqueArray(level, { maxLength: 3 });
const oneToThreeLevels = fc.uniqueArray(level, { minLength: 1, maxLength: 3 });
/** 1 to 5; 6 is the leavers'. */
const department = fc.integer({ min: 1, max: 5 });

/** Blanks at either end are trimmed by any client, so they would compare with nothing. */
function plain(text: string): string {
	const trimmed = text.replace(/[^\x21-\x7e]/g, '').trim();
	return trimmed === '' ? 'X' : trimmed;
}

const person: fc.Arbitrary<PersonPlan> = fc.record({
	absent: fc.boolean(),
	firstName: names,
	lastName: names,
	telephone: phones,
	email: emails,
	pin: fc.boolean(),
	flag: fc.boolean(),
	levels: someLevels,
	doors: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
	cards: fc.integer({ min: 0, max: 2 }),
	department: fc.integer({ min: 0, max: 6 }),
	expiry: fc.constantFrom('none', 'none', 'past', 'future'),
	start: fc.constantFrom('past', 'past', 'past', 'future'),
});

const role: fc.Arbitrary<Role> = fc.oneof(
	fc.record({
		role: fc.constant('joiner' as const),
		by: fc.constantFrom('create', 'upsert'),
		department,
		levels: oneToThreeLevels,
		telephone: phones,
		card: fc.boolean(),
		reused: fc.constantFrom(false, false, false, false, false, true),
	}),
	fc.record({
		role: fc.constant('mover' as const),
		by: fc.constantFrom('update', 'upsert'),
		department,
		telephone: phones,
		email: emails,
		change: fc.constantFrom('grant', 'revoke', 'set'),
		levels: oneToThreeLevels,
	}),
	fc.record({
		role: fc.constant('leaver' as const),
		removeAccess: fc.constantFrom('keep', 'levels', 'all'),
		cards: fc.constantFrom('keep', 'lost'),
		clearPin: fc.boolean(),
		toDepartment: fc.boolean(),
		erase: fc.boolean(),
	}),
	fc.record({
		role: fc.constant('dated' as const),
		days: fc.integer({ min: 1, max: 90 }),
		withdraw: fc.boolean(),
	}),
	fc.record({
		role: fc.constant('undone' as const),
		verb: fc.constantFrom('update', 'grant', 'disable'),
		level,
		telephone: phones,
	}),
	fc.record({
		role: fc.constant('listed' as const),
		as: fc.constantFrom('present', 'present', 'ended', 'dropped', 'returned'),
		disabledBy: fc.constantFrom<DisabledBy[]>('list', 'operation', 'hand', 'forged', 'unknown'),
		reused: fc.constantFrom(false, false, false, true),
		department,
		levels: someLevels,
		// A list with anything else in this column is refused, as one whose columns are shifted.
		telephone: fc.constantFrom('', '020 1111', '+31 6 1234'),
		until: fc.boolean(),
	}),
	fc.record({
		role: fc.constant('ruled' as const),
		before: fc.uniqueArray(level, { maxLength: 2 }),
		levels: someLevels,
	}),
);

const strikeOf = (among: Strike['among'], max: number): fc.Arbitrary<Strike> =>
	fc.record({
		among: fc.constant(among),
		at: fc.integer({ min: 1, max }),
		times: fc.constantFrom(1, 1, 1, 2, 5),
		fault: fc.constantFrom(...faultNames, 'restart'),
	});
const strike = fc.oneof(strikeOf('requests', 90), strikeOf('writes', 12));

const edit: fc.Arbitrary<Edit> = fc.record({
	among: fc.constantFrom('requests', 'writes'),
	at: fc.integer({ min: 1, max: 40 }),
	row: fc.nat({ max: ROWS - 1 }),
	what: fc.constantFrom(
		'telephone',
		'email',
		'levelAdded',
		'levelRemoved',
		'doorAdded',
		'reopened',
		'barred',
		'department',
	),
});

const switches: fc.Arbitrary<Partial<Switches>> = fc.record({
	casing: fc.constantFrom('camel', 'pascal'),
	putClears: fc.constantFrom<Array<Switches['putClears']>>(
		['expiry'],
		[],
		['expiry', 'activate', 'flags'],
	),
	putPermissionSet: fc.constantFrom('ignore', 'replace'),
	customFields: fc.constantFrom('merge', 'replace'),
	listInactive: fc.boolean(),
	expiry: fc.constantFrom('midnight', 'exact'),
	expiryDay: fc.constantFrom('inclusive', 'exclusive'),
	clearLevels: fc.constantFrom('empty', 'zero', 'either'),
	individual: fc.constantFrom('omit-keeps', 'omit-clears'),
	departmentZero: fc.constantFrom('listed', 'hidden'),
	querydb: fc.constantFrom('on', 'on', 'off'),
	emptyBody: fc.boolean(),
	signInRate: fc.constantFrom<Array<Switches['signInRate']>>('off', 2),
	tokenLife: fc.constantFrom(1800, 1800, 90),
});

/** Random worlds, lists and fault schedules. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
	minute: fc.oneof(fc.constant(540), fc.constantFrom(1379, 1380, 1439), fc.nat({ max: 1439 })),
	rows: fc.array(fc.record({ person, role, twice: fc.boolean() }), {
		minLength: 1,
		maxLength: ROWS,
	}),
	switches,
	strikes: fc.array(strike, { maxLength: 8 }),
	edits: fc.oneof(
		{ withCrossShrink: true },
		{ weight: 2, arbitrary: fc.constant<Edit[]>([]) },
		{ weight: 1, arbitrary: fc.array(edit, { minLength: 1, maxLength: 5 }) },
	),
	order: fc.nat({ max: 1_000_000 }),
	maxUsersInFlight: fc.integer({ min: 1, max: 8 }),
	doubled: fc.constantFrom(false, false, false, true),
	wrongPassword: fc.constantFrom(...new Array<boolean>(15).fill(false), true),
	newProcess: fc.boolean(),
	reopen: fc.boolean(),
	lostColumns: fc.constantFrom(false, false, false, true),
	secondProcess: fc.constantFrom(false, false, false, true),
});
