import { endsTheRun, Net2Error } from '../../net2/errors';
import { notAttempted, ResultBuilder, STOPPED } from '../result/resultBuilder';
import { isFailure, type Failure, type Success } from '../result/result';
import type { Request, Run } from '../run/request';

/**
 * For operations that are not about users: one request after the other, in input order. An equal request of the run
 * is not carried out again, and `again` gives its result. What ends or stops a run leaves the rest unattempted, as for
 * users.
 */
export async function inSequence<Params, Done extends Success>(
	run: Run,
	requests: Array<Request<Params>>,
	work: (request: Request<Params>, report: ResultBuilder) => Promise<Done>,
	again: (report: ResultBuilder, first: Done) => Done,
): Promise<Array<Done | Failure>> {
	const results: Array<Done | Failure> = [];
	const known = new Map<string, Done | Failure>();
	let end: Net2Error | undefined;
	for (const request of requests) {
		const report = new ResultBuilder(run, request, null, null);
		const desired = JSON.stringify([request.params, request.options.dryRun]);
		const first = known.get(desired);
		let result: Done | Failure;
		if (run.stop?.aborted) end ??= STOPPED;
		if (first !== undefined)
			result = isFailure(first) ? first : again(new ResultBuilder(run, request, null, null), first);
		else if (end !== undefined) result = notAttempted(run, end);
		else {
			result = await work(request, report).catch((error: unknown) => report.failure(error));
			known.set(desired, result);
		}
		if (isFailure(result) && endsTheRun(result.error.reason))
			end ??= new Net2Error(result.error.reason, result.error.message, '');
		results.push(result);
	}
	return results;
}
