import pLimit from 'p-limit';
import { runsMessages } from '../../messages/runs';
import { endsTheRun, failure, Net2Error } from '../../net2/errors';
import { failed, nameIn, notAttempted, STOPPED } from '../result/resultBuilder';
import { isFailure, type Failure } from '../result/result';
import { loadRequest, type AnyRequest, type Lookup, type Request, type Run } from '../run/request';
import { firstAlone } from '../run/userWrites';
import { resolve, type Resolved, type TargetUser } from './targetUser';

const ENDED = failure(runsMessages.ended);

/** Does the work for one user; one result per request, in their order. */
export type Work<Params, Done> = (
	subject: TargetUser,
	requests: Array<Request<Params>>,
) => Promise<Array<Done | Failure>>;

/**
 * Resolves the user of each request, and groups the requests by user. It works on at most `maxUsersInFlight` users at a
 * time. For one user it keeps the input order (safety rule 7, docs/safety-rules.md). What fails for one user fails
 * for that user only. A refused sign-in, an unreachable server and a cancellation end the run, and the rest is
 * reported as not attempted.
 */
export async function forEachUser<Key, Params extends Key, Done extends object>(
	run: Run,
	requests: Array<AnyRequest<Key, Params>>,
	lookUp: (params: Key) => Lookup,
	work: Work<Params, Done>,
): Promise<Array<Done | Failure>> {
	const results = new Array<Done | Failure>(requests.length);
	const resolved = await resolve(run, requests, lookUp, results);
	const limit = pLimit(Math.max(1, run.maxUsersInFlight));
	let end: Net2Error | undefined;

	const workOn = async (group: Array<Resolved<AnyRequest<Key, Params>>>) => {
		const [first] = group;
		if (first === undefined) return;
		if (run.stop?.aborted) end ??= STOPPED;
		const requestsOfUser = group.map(({ request }) => request);
		const answered =
			end === undefined ? await attempt(run, first.subject, requestsOfUser, work) : undefined;
		for (const [n, { place, subject }] of group.entries()) {
			const result =
				answered?.[n] ??
				notAttempted(run, end ?? ENDED, {
					key: subject.key,
					userId: subject.userId,
					name: nameIn(subject.row),
				});
			results[place] = result;
			if (isFailure(result) && endsTheRun(result.error.reason) && end === undefined)
				end = new Net2Error(result.error.reason, result.error.message, '');
		}
	};
	const each = (group: Array<Resolved<AnyRequest<Key, Params>>>) => limit(workOn, group);
	const all = groups(resolved);
	run.reference.shared.noteUsersOfRun(all.length);
	// Who was found by number waits with the own reading until the turn for the PUT has come.
	const isById = ([first]: Array<Resolved<AnyRequest<Key, Params>>>) =>
		first?.subject.row === null && first.subject.userId !== null;
	const byId = all.filter(isById);
	const others = all.filter((group) => !isById(group));
	await Promise.all([...others.map(each), firstAlone(run, byId, each)]);
	return results;
}

/** One result per request; none where the work gave none. */
async function attempt<Key, Params, Done>(
	run: Run,
	subject: TargetUser,
	requestsOfUser: Array<AnyRequest<Key, Params>>,
	work: Work<Params, Done>,
): Promise<Array<Done | Failure | undefined>> {
	const { key, userId } = subject;
	const name = nameIn(subject.row);
	const failing = (error: unknown) => failed(run, error, { key, userId, name });
	const requests = await Promise.all(
		requestsOfUser.map(async (request) => await loadRequest(request).catch(failing)),
	);
	const good = requests.flatMap((request) => (isFailure(request) ? [] : [request]));
	const result = await work(subject, good).catch((error: unknown) =>
		good.map(() => failing(error)),
	);
	const answers = result.values();
	return requests.map((request) => (isFailure(request) ? request : answers.next().value));
}

/** By user, in input order; dry and real requests apart. */
function groups<Requested extends Request<unknown>>(
	resolved: Array<Resolved<Requested>>,
): Array<Array<Resolved<Requested>>> {
	const byUser = new Map<string, Array<Resolved<Requested>>>();
	for (const one of resolved) {
		const { userId, fieldId, key } = one.subject;
		const who = userId === null ? `key ${fieldId ?? ''} ${key ?? ''}` : `id ${userId}`;
		const name = `${one.request.options.dryRun ? 'dry' : 'real'} ${who}`;
		const group = byUser.get(name);
		if (group === undefined) byUser.set(name, [one]);
		else group.push(one);
	}
	return [...byUser.values()];
}
