import { replyMessages } from '../messages/reply';
import type { Call } from './call';
import type { Clock } from './clock';
import { failure, Net2Error } from './errors';
import type { HttpResponse } from './transport';

/** Finds a route that hangs while Net2 answers all others. */
export interface StalledRoute {
	/** @throws Net2Error `unreachable` once such a route is known */
	refuseIfStalled(): void;
	/** Notes what came of one attempt, and when it began. */
	onAttempt(call: Call, result: HttpResponse | Net2Error, startedAt: number): void;
}

/** If a route hangs for so many users one after another, no single record is the cause. */
const USERS_IN_A_ROW = 5;

/** So long no request is sent. A client that lives on tries again then. */
const REFUSED_FOR_MS = 30_000;

/** No operation on users works without this one. If another one hangs, leavers still lose their access. */
const NEEDED = '/users/{id}';

/**
 * Counts time-outs of one route over different users, until the route answers once. Requests that were under way
 * together time out together, and count as one. So a short pause of Net2 ends no run. The number of requests
 * that hang does not grow with the list.
 */
export function createStalledRoute(clock: Clock): StalledRoute {
	const hanging = new Map<string, { users: Set<string>; lastAt: number }>();
	let stalled: string | undefined;
	let refusedUntil = -Infinity;

	return {
		refuseIfStalled() {
			if (stalled === undefined) return;
			if (clock.now() < refusedUntil) {
				throw failure(replyMessages.routeStalled, { route: stalled, users: USERS_IN_A_ROW });
			}
			hanging.clear();
			stalled = undefined;
		},
		onAttempt({ method, route, path }, result, startedAt) {
			if (route !== NEEDED) return;
			const name = `${method} ${route}`;
			if (!(result instanceof Net2Error)) {
				hanging.delete(name);
				return;
			}
			const known = hanging.get(name) ?? { users: new Set<string>(), lastAt: -Infinity };
			if (result.call.timedOut !== true || startedAt < known.lastAt) return;
			hanging.set(name, { users: known.users.add(path), lastAt: clock.now() });
			if (known.users.size < USERS_IN_A_ROW) return;
			stalled = name;
			refusedUntil = clock.now() + REFUSED_FOR_MS;
		},
	};
}
