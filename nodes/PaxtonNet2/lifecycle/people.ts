import pLimit from 'p-limit';
import { correlationFieldId } from '../mapping/fields';
import { normalKey } from '../mapping/text';
import { Net2Error, endsTheRun } from '../net2/errors';
import type { UserRow } from '../net2/model';
import { correlate, rowOfMatch, type Correlation } from './correlate';
import { failed, Report } from './report';
import { isFailure, type Failure, type Result, type Success } from './result';
import type { ItemOptions, Lookup, Request, Run } from './request';

/** Somebody to work on. */
export interface Subject {
	/** Null: nobody carries the key yet, or an earlier dry run would have created them. */
	userId: number | null;
	key: string | null;
	/** The custom field that the key stands in; null where the user was chosen by id. */
	fieldId: number | null;
	/** As correlated, where the user was found by key. */
	row: UserRow | null;
	/** People whose key looks much like the one that nobody carries. */
	nearMisses: UserRow[];
	wouldBe: boolean;
	warnings: string[];
}

interface Resolved<Ask> {
	request: Request<Ask>;
	place: number;
	subject: Subject;
}

/** Does the work for one person; one result per request, in their order. */
export type Work<Ask, Done> = (
	subject: Subject,
	requests: Array<Request<Ask>>,
) => Promise<Array<Done | Failure>>;

/**
 * Resolves who is meant by each request, groups the requests by person, and works on at most `maxConcurrency`
 * people at a time; within a person in input order (design, section 6). What fails for one person fails for that
 * person only; a refused sign-in, an unreachable server and a cancellation end the run, and the rest is reported as not
 * attempted.
 */
export async function perPerson<Ask, Done extends object>(
	run: Run,
	requests: Array<Request<Ask>>,
	lookUp: (ask: Ask) => Lookup,
	work: Work<Ask, Done>,
): Promise<Array<Done | Failure>> {
	const results = new Array<Done | Failure>(requests.length);
	const resolved = await resolve(run, requests, lookUp, results);
	const limit = pLimit(Math.max(1, run.maxConcurrency));
	let end: Net2Error | undefined;

	const workOn = async (group: Array<Resolved<Ask>>) => {
		const [first] = group;
		if (first === undefined) return;
		const asked = group.map(({ request }) => request);
		const told = end === undefined ? await attempt(run, first.subject, asked, work) : undefined;
		for (const [n, { place, subject }] of group.entries()) {
			const result = told?.[n] ?? notAttempted(run, subject, end);
			results[place] = result;
			if (isFailure(result) && endsTheRun(result.error.reason) && end === undefined)
				end = new Net2Error(result.error.reason, result.error.message, '');
		}
	};
	await Promise.all(groups(resolved).map((group) => limit(() => workOn(group))));
	return results;
}

/** For operations that each person needs once: equal requests act once, differing ones refuse each other. */
export function oncePerPerson<Ask>(
	run: Run,
	work: (subject: Subject, request: Request<Ask>, report: Report) => Promise<Result>,
): Work<Ask, Success> {
	return async (subject, requests) => {
		const [first, ...others] = requests;
		if (first === undefined) return [];
		const reportFor = (request: Request<Ask>) => {
			const report = new Report(run, request, subject.key, subject.userId);
			for (const warning of subject.warnings) report.warn(warning);
			return report;
		};
		if (others.some((other) => !asksTheSame(first, other))) {
			const places = requests.map(({ index }) => index).join(', ');
			return requests.map((request) =>
				reportFor(request).failure(
					new Net2Error(
						'duplicateKey',
						`Items ${places} ask different things for the same person.`,
						'Leave one item per person in the list; none of them was carried out.',
					),
				),
			);
		}
		const report = reportFor(first);
		const result = await work(subject, first, report).catch((error: unknown) =>
			report.failure(error),
		);
		return [
			result,
			...others.map((other) => (isFailure(result) ? result : again(run, other, result))),
		];
	};
}

async function attempt<Ask, Done>(
	run: Run,
	subject: Subject,
	requests: Array<Request<Ask>>,
	work: Work<Ask, Done>,
): Promise<Array<Done | Failure>> {
	try {
		return await work(subject, requests);
	} catch (error) {
		const failure = failed(run, error, { key: subject.key, userId: subject.userId });
		return requests.map(() => failure);
	}
}

/** Two requests for one person that ask the same, whatever their place in the input. */
function asksTheSame(a: Request<unknown>, b: Request<unknown>): boolean {
	const what = ({ ask, options }: Request<unknown>) => JSON.stringify([ask, options]);
	return what(a) === what(b);
}

/** An equal request for somebody who was just dealt with. */
function again(run: Run, request: Request<unknown>, first: Success): Success {
	const report = new Report(run, request, first.key, first.userId);
	report.note('An equal item of this run has dealt with this person already.');
	const verified = first.verified || !first.changed;
	return report.success('unchanged', { verified: verified && !first.dryRun, user: first.user });
}

function notAttempted(run: Run, { key, userId }: Subject, end: Net2Error | undefined): Failure {
	const reason = end?.reason ?? 'cancelled';
	return failed(
		run,
		new Net2Error(reason, `Not attempted: ${end?.message ?? 'the run ended.'}`, ''),
		{
			key,
			userId,
		},
	);
}

/** By person, in input order; dry and real requests apart. */
function groups<Ask>(resolved: Array<Resolved<Ask>>): Array<Array<Resolved<Ask>>> {
	const byPerson = new Map<string, Array<Resolved<Ask>>>();
	for (const one of resolved) {
		const { userId, fieldId, key } = one.subject;
		const who = userId === null ? `key ${fieldId ?? ''} ${key ?? ''}` : `id ${userId}`;
		const name = `${one.request.options.dryRun ? 'dry' : 'real'} ${who}`;
		const group = byPerson.get(name);
		if (group === undefined) byPerson.set(name, [one]);
		else group.push(one);
	}
	return [...byPerson.values()];
}

async function resolve<Ask>(
	run: Run,
	requests: Array<Request<Ask>>,
	lookUp: (ask: Ask) => Lookup,
	results: unknown[],
): Promise<Array<Resolved<Ask>>> {
	const resolved: Array<Resolved<Ask>> = [];
	const byField = new Map<string, Array<{ request: Request<Ask>; place: number; key: string }>>();
	for (const [place, request] of requests.entries()) {
		const lookup = lookUp(request.ask);
		try {
			if (lookup.by === 'key') {
				const key = normalKey(lookup.key);
				const field = lookup.field ?? '';
				byField.set(field, [...(byField.get(field) ?? []), { request, place, key }]);
			} else {
				const userId = lookup.by === 'id' ? userIdOf(lookup.id) : null;
				const key = lookup.by === 'wouldBe' ? lookup.key : null;
				resolved.push({
					request,
					place,
					subject: subjectOf({ userId, key, wouldBe: lookup.by === 'wouldBe' }),
				});
			}
		} catch (error) {
			const key = lookup.by === 'key' ? String(lookup.key) : null;
			results[place] = failed(run, error, { key });
		}
	}
	for (const [field, asked] of byField) {
		try {
			const fieldId = correlationFieldId(
				field === '' ? undefined : field,
				await run.directory.customFields(),
			);
			const keys = asked.map(({ key }) => key);
			const correlation = await correlate(run.directory, fieldId, keys);
			for (const { request, place, key } of asked) {
				try {
					const subject = subjectByKey(key, fieldId, correlation, request.options);
					resolved.push({ request, place, subject });
				} catch (error) {
					results[place] = failed(run, error, { key });
				}
			}
		} catch (error) {
			for (const { place, key } of asked) results[place] = failed(run, error, { key });
		}
	}
	return resolved.sort((a, b) => a.place - b.place);
}

function subjectByKey(
	key: string,
	fieldId: number,
	{ matches, deletedPeopleTold }: Correlation,
	{ ignoreDeleted }: ItemOptions,
): Subject {
	const match = matches.get(key) ?? { kind: 'none', nearMisses: [] };
	const row = rowOfMatch(key, match, { ignoreDeleted });
	const warnings = deletedPeopleTold
		? []
		: [
				'Net2 refused the SQL route, so people deleted in Net2 could not be told from people who never were.',
			];
	const nearMisses = match.kind === 'none' ? match.nearMisses : [];
	return subjectOf({ userId: row?.userId ?? null, key, fieldId, row, nearMisses, warnings });
}

function subjectOf(known: Partial<Subject>): Subject {
	return {
		userId: null,
		key: null,
		fieldId: null,
		row: null,
		nearMisses: [],
		wouldBe: false,
		warnings: [],
		...known,
	};
}

/** A Net2 user number; 0 is nobody (API sheet 5.1). */
function userIdOf(text: string): number {
	const digits = text.trim();
	if (!/^[1-9]\d{0,9}$/.test(digits))
		throw new Net2Error(
			'badInput',
			`"${digits.slice(0, 40)}" is not the id of a Net2 user.`,
			'An id is a whole number above 0; for a personnel number choose By Key.',
		);
	return Number(digits);
}
