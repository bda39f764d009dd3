import type { Facts, Rehearsal, Topic } from './rehearsal';

/** One thing that a rehearsal found out, or could not find out. */
export interface RehearsalFinding {
	operation: string;
	kind: 'finding';
	question: string;
	answer: string;
	/** What the answer was concluded from, or why there is none. */
	evidence: string;
	/** Whether the node reads this answer in the site profile, and works by it. */
	reliesOn: boolean;
	advice: string;
}

interface Wording<Fact> {
	question: string;
	answer(fact: Fact): string;
	reliesOn: boolean;
	/** Null: nothing to do. */
	advice?(fact: Fact): string | null;
}

const yes = (value: boolean) => (value ? 'Yes.' : 'No.');

const WORDINGS: { [Name in Topic]: Wording<Facts[Name]> } = {
	putForm: {
		question: 'What does a user lose when a change leaves it out?',
		answer: ({ lost }) => (lost.length === 0 ? 'Nothing.' : `It loses ${lost.join(', ')}.`),
		reliesOn: true,
		advice: ({ lost }) =>
			lost.some((member) => member !== 'expiryDate' && member !== 'activateDate')
				? 'Other programs that change users may lose these, too. Put the site profile into the credential, so that the node sends complete records.'
				: null,
	},
	customFields: {
		question: 'Does a custom field that a change does not name keep its value?',
		answer: (fact) => (fact === 'merged' ? 'Yes.' : 'No, it loses its value.'),
		reliesOn: true,
		advice: (fact) =>
			fact === 'replaced'
				? 'Put the site profile into the credential, so that the node sends all custom fields.'
				: null,
	},
	dateForm: {
		question: 'How does Net2 store and return an end date?',
		answer: ({ stored, zone }) => `${STORED[stored ?? 'unknown']} ${ZONES[zone ?? 'unknown']}`,
		reliesOn: true,
		advice: ({ stored, zone }) =>
			stored === null
				? 'Compare an end date that the node writes with the one that Net2 shows, before you rely on it.'
				: zone === 'Z' || zone === '+00:00'
					? "Set 'Time Zone' in the credential to the zone of the building, because Net2 returns times in UTC."
					: null,
	},
	pinReadable: {
		question: 'Can PINs be read?',
		answer: (fact) => PINS[fact],
		reliesOn: true,
		advice: (fact) =>
			fact === 'yes'
				? 'Each program with such an operator can read PINs. Consider whether this operator needs that right.'
				: 'The node cannot compare a PIN after it writes one. Its result says so.',
	},
	clearLevels: {
		question: 'Which list removes all access levels?',
		answer: (fact) => CLEARS[fact],
		reliesOn: true,
	},
	omittedIndividualDoors: {
		question: 'Do individual doors stay when a permission set leaves them out?',
		answer: (fact) => (fact === 'kept' ? 'Yes, they stay.' : 'No, they are removed.'),
		reliesOn: false,
	},
	departmentNone: {
		question: 'How is a user without a department returned?',
		answer: (fact) => (fact === 'listed' ? 'In department 0.' : 'Without any department.'),
		reliesOn: false,
	},
	expiredListed: {
		question: 'Are users whose end date has passed listed?',
		answer: bothWays,
		reliesOn: false,
		advice: ({ rest, sql }) =>
			rest === false && sql !== true
				? "The node cannot find a leaver by personnel number. Let Paxton explain how to list such users before you use 'Rehire' or 'Synchronize'."
				: null,
	},
	deletedListed: {
		question: 'Are deleted users listed?',
		answer: bothWays,
		reliesOn: false,
		advice: ({ rest }) =>
			rest === true ? "Choose 'Ignore Deleted' where deleted users are not to count." : null,
	},
	missingUser: {
		question: 'How does Net2 reply when a user does not exist?',
		answer: (fact) => (fact === 'null' ? 'With null.' : `With status ${fact}.`),
		reliesOn: false,
	},
	writeStatuses: {
		question: 'Which status does each write return?',
		answer: (fact) =>
			`${Object.entries(fact)
				.map(([write, status]) => `${write} ${status ?? 'unknown'}`)
				.join(', ')}.`,
		reliesOn: false,
	},
	parallel: {
		question: 'Do simultaneous requests finish sooner?',
		answer: (fact) => yes(fact === 'helps'),
		reliesOn: true,
		advice: (fact) =>
			fact === 'no'
				? 'Put the site profile into the credential, so that the node sends one request at a time.'
				: null,
	},
	maxQueryLength: {
		question: 'How long may a query be?',
		answer: (fact) => (fact === 0 ? 'Net2 runs no queries.' : `At least ${fact} characters.`),
		reliesOn: true,
		advice: (fact) =>
			fact === 0
				? 'Give the operator the right to SQL queries (customquery) if you can. Without it, the node reads the whole user list.'
				: null,
	},
	eventDialect: {
		question: 'Which parameters select events?',
		answer: (fact) => DIALECTS[fact],
		reliesOn: true,
	},
	eventsByUserAndTime: {
		question: 'Can the changes to a user be counted by events?',
		answer: yes,
		reliesOn: true,
		advice: (fact) =>
			fact
				? null
				: "Name a marker field in your workflows. Without one, a workflow may give access back that another one removes at the same time. 'Event: Get Many' with a user may read the events of all users.",
	},
	refreshRotates: {
		question: 'Does each refresh end the refresh token that was used?',
		answer: yes,
		reliesOn: false,
		advice: (fact) =>
			fact ? 'Use one saved sign-in in one workflow only, because its first use ends it.' : null,
	},
	photo: {
		question: 'Does Net2 return a photo as it was sent?',
		answer: (fact) => (fact === 'kept' ? 'Yes.' : 'No, Net2 changes it.'),
		reliesOn: false,
	},
};

const STORED = {
	midnight: 'Net2 keeps the day and not the time.',
	exact: 'Net2 keeps the time to the second.',
	minutes: 'Net2 keeps the time to the minute.',
	unknown: 'Net2 keeps the time in a way that the node does not know.',
};
const ZONES = {
	offset: 'It returns the offset of the server.',
	Z: 'It returns UTC, with Z.',
	'+00:00': 'It returns UTC, with +00:00.',
	none: 'It returns no offset.',
	unknown: 'It returned no date.',
};
const PINS = {
	yes: 'Yes.',
	masked: 'No, Net2 masks them.',
	hidden: 'No, Net2 leaves them out.',
};
const CLEARS = {
	empty: 'Only an empty list, [].',
	zero: 'Only level 0, [0].',
	either: 'Both an empty list, [], and level 0, [0].',
};
const DIALECTS = {
	where: "'where', 'orderBy' and 'rowCount'.",
	dates: "'startDate', 'endDate' and 'pageSize'.",
	both: 'Both conditions and dates.',
};

function bothWays({ rest, sql }: { rest: boolean | null; sql: boolean | null }): string {
	const word = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no');
	return `By REST: ${word(rest)}. By SQL: ${word(sql)}.`;
}

const NOT_FOUND_OUT =
	'The node relies on no answer. If you need one, remove the cause and rehearse again.';

/** All findings, in the order of the questions. The photo is one only if it was tried. */
export function findingsOf(rehearsal: Rehearsal): RehearsalFinding[] {
	const topics: Topic[] = [
		'putForm',
		'customFields',
		'dateForm',
		'pinReadable',
		'clearLevels',
		'omittedIndividualDoors',
		'departmentNone',
		'expiredListed',
		'deletedListed',
		'missingUser',
		'writeStatuses',
		'parallel',
		'maxQueryLength',
		'eventDialect',
		'eventsByUserAndTime',
		'refreshRotates',
		...(rehearsal.services.tryPhoto ? ['photo' as const] : []),
	];
	return topics.map((topic) => findingOf(rehearsal, topic));
}

function findingOf<Name extends Topic>(rehearsal: Rehearsal, topic: Name): RehearsalFinding {
	const { question, answer, reliesOn, advice }: Wording<Facts[Name]> = WORDINGS[topic];
	const facts: Partial<Pick<Facts, Name>> = rehearsal.facts;
	const fact: Facts[Name] | undefined = facts[topic];
	const common = {
		operation: rehearsal.services.operation,
		kind: 'finding' as const,
		question,
		evidence: rehearsal.evidence.get(topic) ?? 'The rehearsal ended before this question.',
		reliesOn,
	};
	if (fact === undefined) return { ...common, answer: 'Not found out.', advice: NOT_FOUND_OUT };
	return { ...common, answer: answer(fact), advice: advice?.(fact) ?? 'Nothing to do.' };
}
