import type { ExceededLimit, LimitName } from '../../lifecycle/safetyLimits';
import type { LeaveReason, ListSettings } from '../input';
import type { GroupId } from '../groups';

/** Whether a run has written, or what it would write. */
export type Stage = 'plan' | 'dryRun' | 'done';

/** How many users each part of the sentence at the top is about. */
export interface Effects {
	lose: number;
	created: number;
	again: number;
	deleted: number;
	/** Users who get another department or title. */
	moved: number;
	others: number;
	/** Users for which the node only writes its own note. */
	noted: number;
}

export interface GroupTexts {
	/** Under the number in the row of figures: before and after the run. */
	short: [plan: string, done: string];
	heading: string;
	/** One sentence for a reader who sees the report for the first time. */
	lead: string;
}

/** Every word of the report that does not come from the data. Dates arrive as text. */
export interface Texts {
	/** For the `lang` attribute and the formats of dates and lists. */
	locale: 'en-GB' | 'nl-NL';
	/** Of text that the core makes in English; '' if that is the language of the report. */
	languageNote: string;
	titles: Record<Stage | 'empty', string>;
	facts: {
		heading: string;
		server: string;
		operator: string;
		source: string;
		list: string;
		made: string;
		settings: string;
		unknown: string;
		workflow: (name: string, executionId: string) => string;
		listFacts: (employees: number, matched: number) => string;
	};
	settings: (settings: ListSettings) => string[];
	verdict: {
		effects: (effects: Effects, stage: Stage) => string[];
		plan: (parts: string) => string;
		blocked: (parts: string) => string;
		nothing: Record<Stage, string>;
		dryRun: (parts: string) => string;
		done: (parts: string) => string;
		/** A limit stops all but the leavers. */
		leaversOnly: { plan: string; done: string };
		notWritten: string;
		left: (errors: number, stage: Stage) => string;
		checked: string;
		unchecked: (count: number) => string;
		exceeded: (limit: ExceededLimit) => string;
	};
	figures: { label: string; errors: string; unchanged: string; approve: string };
	groups: Record<GroupId, GroupTexts>;
	columns: {
		user: string;
		whyAndWhen: string;
		access: string;
		changes: string;
		why: string;
		level: string;
		users: string;
	};
	user: { number: (key: string) => string; id: (id: number) => string; unnamed: string };
	reasons: Record<LeaveReason, string>;
	overdue: string;
	access: {
		endsNow: (stage: Stage) => string;
		endsOn: (date: string) => string;
		endDate: (date: string) => string;
		untilStart: (date: string) => string;
		endedBefore: string;
		startsNow: (stage: Stage) => string;
		startsOn: (date: string) => string;
		until: (date: string) => string;
		none: string;
		noLevel: string;
	};
	levels: {
		heading: string;
		lead: string;
		powerful: string;
		note: string;
		more: (count: number) => string;
	};
	fields: Readonly<Record<string, string>>;
	customField: (id: string) => string;
	accessLevels: string;
	words: {
		to: string;
		added: string;
		removed: string;
		changes: string;
		yes: string;
		no: string;
		/** Of a card or a PIN, as results name its state. */
		states: Readonly<Record<string, string>>;
		card: string;
		moreChanges: (count: number) => string;
	};
	errors: {
		heading: string;
		lead: Record<Stage, string>;
		/** In the language of the report, by reason; a reason without one shows the message alone. */
		reasons: Readonly<Record<string, string>>;
		doneBefore: (step: string) => string;
	};
	rest: (shown: number, all: number, fileName: string) => string;
	stays: {
		heading: string;
		pins: (cleared: number, leavers: number) => string;
		cards: (gone: number, leavers: number) => string;
		levels: (leaversWhoLose: number, leavers: number) => string;
		others: string;
		protectedUsers: string;
		individualDoors: string;
	};
	limits: {
		heading: string;
		lead: (matched: number) => string;
		columns: [string, string, string, string];
		names: Record<LimitName, string>;
		least: (count: string) => string;
		share: (count: number, percent: number, of: number) => string;
		off: string;
		within: string;
		exceeded: string;
	};
	approval: {
		heading: string;
		planId: string;
		steps: string[];
		validUntil: (date: string) => string;
		noProof: string;
		blocked: (leaversFirst: boolean) => string;
		nothing: string;
		approvedBy: string;
		date: string;
	};
	cannotShow: { heading: string; points: string[] };
	footer: string;
	csvColumns: Record<CsvColumn, string>;
}

export const CSV_COLUMNS = [
	'planId',
	'group',
	'reason',
	'number',
	'userId',
	'name',
	'field',
	'from',
	'to',
	'note',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];
