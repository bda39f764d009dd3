import * as v from 'valibot';
import { KINDS, type Kind } from '../lifecycle/synchronize/difference';
import { limitNames } from '../lifecycle/safetyLimits';

/** Whom and what one answer is about, as far as the page shows it. */
export interface Entry {
	/** What the list makes of it; absent outside of a synchronise. */
	kind?: Kind | undefined;
	outcome: string;
	dryRun: boolean;
	verified: boolean;
	name: string;
	key: string | null;
	userId: number | null;
	changes: Array<{ field: string; from: unknown; to: unknown }>;
	/** Why nothing is done, or what to mind. */
	warnings: string[];
}

/** Something that cannot, or could not, be carried out. */
export type Refusal = v.InferOutput<typeof Failed>['error'];

/** The last answer of a synchronise. */
export type Overview = v.InferOutput<typeof Overview>;

/** All answers of one run, sorted by what they are. */
export interface Answers {
	entries: Entry[];
	refusals: Refusal[];
	overview?: Overview;
}

const Whom = { key: v.nullable(v.string()), userId: v.nullable(v.number()) };
const Text = v.nullish(v.string(), '');

const ItemResult = v.pipe(
	v.object({
		...Whom,
		kind: v.optional(v.picklist(KINDS)),
		outcome: v.string(),
		dryRun: v.boolean(),
		verified: v.boolean(),
		name: v.optional(v.string()),
		changes: v.array(v.object({ field: v.string(), from: v.unknown(), to: v.unknown() })),
		user: v.nullish(v.object({ firstName: Text, middleName: Text, lastName: Text })),
		warnings: v.array(v.string()),
	}),
	v.transform(({ name, user, ...told }) => ({
		...told,
		name: name ?? nameOf(user ?? undefined, told.changes),
	})),
);

const Failed = v.object({
	error: v.object({ ...Whom, message: v.string(), reason: v.string(), done: v.array(v.string()) }),
});

const Limit = v.picklist(limitNames());
const Count = v.number();
const Overview = v.object({
	kind: v.literal('summary'),
	mode: v.picklist(['plan', 'apply', 'applyApproved']),
	planId: v.string(),
	blocked: v.boolean(),
	safetyLimits: v.object({
		exceeded: v.array(v.object({ name: Limit, message: v.string() })),
		limits: v.record(Limit, Count),
	}),
	counts: v.object({
		listSize: Count,
		matched: Count,
		numbered: Count,
		numberedOnList: Count,
		disables: Count,
		revokes: Count,
		joiners: Count,
		enables: Count,
		grants: Count,
		usersWithGrants: Count,
		errors: Count,
		changes: Count,
		keyChanges: Count,
		unchanged: Count,
		protected: Count,
	}),
	done: v.record(v.string(), Count),
	names: v.object({
		protected: v.optional(v.array(v.string()), []),
		individualDoors: v.optional(v.array(v.string()), []),
	}),
	warnings: v.array(v.string()),
});

/** Reads what a run puts out (design, section 6). What is none of it, such as an entry of a list, is left out. */
export function answersIn(told: object[]): Answers {
	const answers: Answers = { entries: [], refusals: [] };
	for (const one of told) {
		const entry = v.safeParse(ItemResult, one);
		if (entry.success) answers.entries.push(entry.output);
		const failed = v.safeParse(Failed, one);
		if (failed.success) answers.refusals.push(failed.output.error);
		const overview = v.safeParse(Overview, one);
		if (overview.success) answers.overview = overview.output;
	}
	return answers;
}

type Names = Partial<Record<'firstName' | 'middleName' | 'lastName', string>>;

/** As it was read; of somebody who would be new, as it would be. */
function nameOf(user: Names | undefined, changes: Entry['changes']): string {
	const would: Names = {};
	for (const { field, to } of changes)
		if (field === 'firstName' || field === 'middleName' || field === 'lastName')
			would[field] = typeof to === 'string' ? to : '';
	const { firstName, middleName, lastName } = user ?? would;
	return [firstName, middleName, lastName].filter(Boolean).join(' ');
}
