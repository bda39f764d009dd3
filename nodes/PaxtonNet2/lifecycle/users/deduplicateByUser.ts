import { Net2Error } from '../../net2/errors';
import type { Work } from './forEachUser';
import { ResultBuilder } from '../result/resultBuilder';
import { isFailure, type Failure, type Result, type Success } from '../result/result';
import type { Request, Run } from '../run/request';
import { builderFor, type TargetUser } from './targetUser';

/** For operations that each person needs once: equal requests act once, differing ones refuse each other. */
export function deduplicateByUser<Params>(
	run: Run,
	work: (subject: TargetUser, request: Request<Params>, report: ResultBuilder) => Promise<Result>,
): Work<Params, Success> {
	return async (subject, requests) => {
		const [first, ...others] = requests;
		if (first === undefined) return [];
		if (others.some((other) => !asksTheSame(first, other))) {
			const places = requests.map(({ index }) => index).join(', ');
			return requests.map((request) =>
				builderFor(run, request, subject).failure(
					new Net2Error(
						'duplicateKey',
						`Items ${places} params different things for the same person.`,
						'Leave one item per person in the list; none of them was carried out.',
					),
				),
			);
		}
		const report = builderFor(run, first, subject);
		const result = await report.withUndo(
			await work(subject, first, report).catch((error: unknown) => report.failure(error)),
		);
		return [
			result,
			...others.map((other) => (isFailure(result) ? result : again(run, other, result))),
		];
	};
}

/** For operations that one person may need several times in a run, each with its own result, in input order. */
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
			const told = work(subject, request, report).catch((error: unknown) => report.failure(error));
			results.push(await report.withUndo(await told));
		}
		return results;
	};
}

/** By now it is known who is meant, so how the person was named does not count, nor who requested, nor the order of members. */
function asksTheSame(a: Request<unknown>, b: Request<unknown>): boolean {
	const wish = ({ params, options }: Request<unknown>) =>
		JSON.stringify([params, options], (name, value: unknown) =>
			NAMING.has(name) ? undefined : inOrder(value),
		);
	return wish(a) === wish(b);
}

const NAMING = new Set(['user', 'key', 'correlationField', 'eventId']);

function inOrder(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An equal request for somebody who was just dealt with. */
function again(run: Run, request: Request<unknown>, first: Success): Success {
	const report = new ResultBuilder(run, request, first.key, first.userId);
	report.note('An equal item of this run has dealt with this person already.');
	const verified = first.verified || !first.changed;
	return report.success('unchanged', { verified: verified && !first.dryRun, user: first.user });
}
