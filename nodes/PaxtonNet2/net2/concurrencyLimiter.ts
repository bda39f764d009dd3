import type { Clock } from './clock';
import { afterOtherWork, yieldToEventLoop } from './eventLoop';
import { createRouteWidth, type RouteWidth } from './routeWidth';

/** A request that waits for its place. */
export interface LimitedRequest {
	/** Method and route template, e.g. `PUT /users/{id}`. */
	route: string;
	isWrite: boolean;
}

/** What one attempt of a request says about the server. */
export interface ResponseSample {
	route: string;
	/** Undefined if no reply came. */
	status?: number | undefined;
	/** The server refused the connection. While it answers other requests, it has too many connections. */
	refused?: boolean | undefined;
	/** Only for a route whose time says how busy the server is. */
	ms?: number | undefined;
}

/** Decides how many requests are under way at one time, and which of the waiting ones is next. */
export interface ConcurrencyLimiter {
	/** Waits for a place. Resolves with the function that gives it back. */
	acquire(request: LimitedRequest): Promise<() => void>;
	onResponse(sample: ResponseSample): void;
	/** Resolves when no request waits for its place and one more would start at once. */
	lull(): Promise<void>;
	/** How many requests may be under way at the moment. */
	readonly limit: number;
}

/** As many as a browser opens, and far below what makes a small server stumble. */
const USUAL_MAX = 8;

/**
 * The highest number of simultaneous requests for a number of users in flight. The readings that confirm a user's
 * writes go out together, so there may be twice as many requests as users. With one user there is one request at a time.
 */
export function maxRequestsFor(users: number): number {
	return users <= 1 ? 1 : Math.max(users, Math.min(USUAL_MAX, users * 2));
}

interface Route {
	width: RouteWidth;
	inFlight: number;
	isWrite: boolean;
	waiting: Array<{ order: number; start: () => void }>;
}

/**
 * Starts with one request for each user, and adds one after each round of good responses. A round is as many
 * responses as the limit. The limit is halved when Net2 says that it is too much (429, 503, or a refused connection).
 *
 * Each route is measured by itself. A route that becomes slow gets fewer places and takes none from the others. Only
 * if all of them are slow is the server itself too busy, and the limit shrinks.
 *
 * Writes go ahead of reads. A PUT sends back what its GET has just read. In the time between, another program can
 * change the same user unnoticed (safety rules 5 and 11, docs/safety-rules.md).
 */
export function createConcurrencyLimiter(clock: Clock, users: number): ConcurrencyLimiter {
	const max = maxRequestsFor(users);
	const routes = new Map<string, Route>();
	let limit = Math.max(1, users);
	let inFlight = 0;
	let order = 0;
	let untilRoundEnds = limit;
	/** Responses to requests that were under way when the limit was halved repeat what is known. */
	let ignoreRefusals = 0;
	let isAdmitting = false;
	let waitingForLull: Array<() => void> = [];

	const routeOf = ({ route, isWrite }: LimitedRequest): Route => {
		const known = routes.get(route);
		if (known !== undefined) return known;
		const added = { width: createRouteWidth(clock, max), inFlight: 0, isWrite, waiting: [] };
		routes.set(route, added);
		return added;
	};

	/** The request that has waited longest among the writes, else among the reads, of a route with a free place. */
	const nextRoute = (writesOnly: boolean): Route | undefined => {
		let best: Route | undefined;
		for (const route of routes.values()) {
			const [first] = route.waiting;
			if (first === undefined || route.inFlight >= route.width.limit) continue;
			if (writesOnly && !route.isWrite) continue;
			const bestOrder = best?.waiting[0]?.order ?? Infinity;
			const isBetter =
				best === undefined ||
				(route.isWrite === best.isWrite ? first.order < bestOrder : route.isWrite);
			if (isBetter) best = route;
		}
		return best;
	};

	const isLull = () =>
		!isAdmitting &&
		inFlight < limit &&
		[...routes.values()].every(({ waiting }) => waiting.length === 0);

	const admit = (writesOnly = false) => {
		while (inFlight < limit) {
			const route = nextRoute(writesOnly);
			const next = route?.waiting.shift();
			if (route === undefined || next === undefined) break;
			inFlight += 1;
			route.inFlight += 1;
			next.start();
		}
		if (waitingForLull.length === 0 || !isLull()) return;
		const resolved = waitingForLull;
		waitingForLull = [];
		for (const resolve of resolved) resolve();
	};

	/** Who received the response gets a turn first, so that the write that follows a read finds the free place. */
	const admitNextTurn = () => {
		if (isAdmitting) return;
		isAdmitting = true;
		afterOtherWork(() => {
			isAdmitting = false;
			admit();
		});
	};

	const become = (next: number) => {
		limit = Math.min(max, Math.max(1, next));
		untilRoundEnds = limit;
		admitNextTurn();
	};

	const isServerSlow = () => {
		const measured = [...routes.values()].filter(({ width }) => width.isMeasured());
		return measured.length > 0 && measured.every(({ width }) => width.isSlow());
	};

	return {
		get limit() {
			return limit;
		},
		async acquire(request) {
			const route = routeOf(request);
			await new Promise<void>((resolve) => {
				route.waiting.push({ order: order++, start: resolve });
				// A read waits for its turn behind those that waited before it.
				admit(isAdmitting);
			});
			let isReleased = false;
			return () => {
				if (isReleased) return;
				isReleased = true;
				inFlight -= 1;
				route.inFlight -= 1;
				admitNextTurn();
			};
		},
		async lull() {
			for (;;) {
				// Who has just received a response may be about to send the next request.
				await yieldToEventLoop();
				if (isLull()) return;
				await new Promise<void>((resolve) => {
					waitingForLull.push(resolve);
				});
			}
		},
		onResponse({ route, status, refused = false, ms }) {
			untilRoundEnds -= 1;
			ignoreRefusals -= 1;
			if (ms !== undefined) routes.get(route)?.width.add(ms);
			if (status === 429 || status === 503 || refused) {
				if (ignoreRefusals > 0) return;
				ignoreRefusals = inFlight;
				become(Math.floor(limit / 2));
			} else if (untilRoundEnds <= 0) become(isServerSlow() ? limit - 1 : limit + 1);
		},
	};
}
