import { endsTheRun, Net2Error } from '../../net2/errors';
import { notAttempted, Report } from '../report/report';
import { isFailure, type Failure, type Success } from '../run/result';
import type { Request, Run } from '../run/request';

/**
 * For operations that are about no person: one request after the other, in input order. An equal request of the run is
 * not carried out again; `again` says what is told of it. What ends a run leaves the rest unattempted, as for people.
 */
export async function inTurn<Ask, Done extends Success>(
	run: Run,
	requests: Array<Request<Ask>>,
	work: (request: Request<Ask>, report: Report) => Promise<Done>,
	again: (report: Report, first: Done) => Done,
): Promise<Array<Done | Failure>> {
	const results: Array<Done | Failure> = [];
	const known = new Map<string, Done | Failure>();
	let end: Net2Error | undefined;
	for (const request of requests) {
		const report = new Report(run, request, null, null);
		const wish = JSON.stringify([request.ask, request.options.dryRun]);
		const first = known.get(wish);
		let result: Done | Failure;
		if (first !== undefined)
			result = isFailure(first) ? first : again(new Report(run, request, null, null), first);
		else if (end !== undefined) result = notAttempted(run, end);
		else {
			result = await work(request, report).catch((error: unknown) => report.failure(error));
			known.set(wish, result);
		}
		if (isFailure(result) && endsTheRun(result.error.reason))
			end ??= new Net2Error(result.error.reason, result.error.message, '');
		results.push(result);
	}
	return results;
}
