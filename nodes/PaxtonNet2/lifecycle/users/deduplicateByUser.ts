import { listed } from '../../mapping/text';
import { identityMessages } from '../../messages/identity';
import { failure, type Net2Error } from '../../net2/errors';
import type { Work } from './forEachUser';
import { ResultBuilder } from '../result/resultBuilder';
import { isFailure, type Failure, type Result, type Success } from '../result/result';
import type { Request, Run } from '../run/request';
import { builderFor, type TargetUser } from './targetUser';

/** One request made of several that differ. */
export interface Combined<Params> {
	params: Params;
	/** Absent: it carries out all of them in full. */
	leftOut?: {
		/** Those of the requests that it does not carry out in full. */
		params: ReadonlySet<Params>;
		/** The error of such a request. `items` are the numbers of all items for the user. */
		error(items: string): Net2Error;
	};
}

/** Undefined: these requests cannot be combined. */
export type Combine<Params> = (first: Params, others: Params[]) => Combined<Params> | undefined;

/**
 * For operations that each user needs once: equal requests act once. Differing requests are combined where the operation
 * can do that safely, and else all of them are refused.
 */
export function deduplicateByUser<Params>(
	run: Run,
	work: (target: TargetUser, request: Request<Params>, builder: ResultBuilder) => Promise<Result>,
	combine?: Combine<Params>,
): Work<Params, Success> {
	return async (target, requests) => {
		const [earliest, ...others] = requests;
		if (earliest === undefined) return [];
		const differ = others.some((other) => !isEqualRequest(earliest, other));
		const items = listed(requests.map(({ index }) => String(index)));
		const combined = differ
			? combine?.(
					earliest.params,
					others.map(({ params }) => params),
				)
			: undefined;
		if (differ && combined === undefined)
			return requests.map((request) =>
				builderFor(run, request, target).failure(failure(identityMessages.itemsDiffer, { items })),
			);
		const request = { ...earliest, params: combined?.params ?? earliest.params };
		const builder = builderFor(run, request, target);
		const result = await builder.withUndo(
			await work(target, request, builder).catch((error: unknown) => builder.failure(error)),
		);
		return [
			result,
			...others.map((other) => {
				if (isFailure(result)) return result;
				const { leftOut } = combined ?? {};
				if (leftOut?.params.has(other.params) !== true) return again(run, other, result);
				return builderFor(run, other, target).failure(leftOut.error(items));
			}),
		];
	};
}

/** For operations that one user may need several times in a run, each with its own result, in input order. */
export function inInputOrder<Params, Done extends Success = Success>(
	run: Run,
	work: (
		subject: TargetUser,
		request: Request<Params>,
		report: ResultBuilder,
	) => Promise<Done | Failure>,
): Work<Params, Done> {
	return async (subject, requests) => {
		const results: Array<Done | Failure> = [];
		for (const request of requests) {
			const report = builderFor(run, request, subject);
			const result = work(subject, request, report).catch((error: unknown) =>
				report.failure(error),
			);
			results.push(await report.withUndo(await result));
		}
		return results;
	};
}

/**
 * The user is known now. So three things don't count: how the item named the user, what caused it, and the order of
 * members.
 */
function isEqualRequest(a: Request<unknown>, b: Request<unknown>): boolean {
	const desired = ({ params, options }: Request<unknown>) =>
		JSON.stringify([params, options], (name, value: unknown) =>
			NAMING.has(name) ? undefined : inOrder(value),
		);
	return desired(a) === desired(b);
}

const NAMING = new Set(['user', 'key', 'correlationField', 'eventId']);

function inOrder(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An equal request for a user who was just processed. */
function again(run: Run, request: Request<unknown>, first: Success): Success {
	const report = new ResultBuilder(run, request, first.key, first.userId);
	report.name = first.name;
	report.note('An equal item of this run was carried out for this user already.');
	const verified = first.verified || !first.changed;
	return report.success('unchanged', { verified: verified && !first.dryRun, user: first.user });
}
