import type { Call, Caller } from './call';
import { Net2Error } from './errors';
import { failureOf } from './httpFailure';
import { createPace } from './pace';
import { CALL_PATIENCE } from './retry';
import { type Sending, sendPatiently } from './sending';
import type { Session } from './signIn/session';
import type { HttpRequest, HttpResponse } from './transport';

/** So many fresh tokens refused one after another, without one success, mean that no token will do. */
const FRUITLESS_SIGN_INS = 3;

const OF_ONE_USER = /^\/users\/\d/;

/**
 * The one place where a call gets its token. A 401 drops that token, and the call is sent once more with
 * another. A second 401, with a token that Net2 has just given, is how ASP.NET says that the operator has no
 * right to this route, so it is `notAllowed`: the next person's other calls may well be fine. It is remembered
 * for the route and token, so that a thousand such calls do not sign in a thousand times.
 *
 * @throws Net2Error from the returned function: see {@link failureOf}, the transport and the session
 */
export function createCaller(sending: Sending, session: Session, maxConcurrency: number): Caller {
	const pace = createPace(maxConcurrency);
	const paced: Sending = {
		...sending,
		transport: {
			async send(request) {
				const startedAt = sending.clock.now();
				const response = await sending.transport.send(request);
				// A list or a query takes as long as it is long, which says nothing of how busy the server is.
				const telling = OF_ONE_USER.test(request.path);
				const took = { kind: request.method, ms: sending.clock.now() - startedAt };
				pace.answered(response.status, telling ? took : undefined);
				return response;
			},
			close: async () => await sending.transport.close(),
		},
	};
	const refusedRoutes = new Map<string, string>();
	let fruitless = 0;

	const attempt = async (call: Call, token: string) =>
		await sendPatiently(paced, requestOf(call, token), {
			repeatable: call.method === 'GET',
			patience: call.patience ?? CALL_PATIENCE,
		});

	const run = async (call: Call): Promise<HttpResponse> => {
		const name = `${call.method} ${call.route}`;
		let token = await session.token();
		let response = await attempt(call, token);
		if (response.status === 401 && call.once) {
			session.drop(token);
			throw refusedOnce(call);
		}
		if (response.status === 401) {
			if (refusedRoutes.get(name) === token) throw noRight(call);
			// The token is kept then: asking for yet another one would be a sign-in for every item.
			if (fruitless >= FRUITLESS_SIGN_INS) throw everyTokenRefused();
			// Several calls may find the same token dead at once.
			if (session.drop(token)) fruitless += 1;
			token = await session.token();
			response = await attempt(call, token);
			if (response.status === 401) {
				refusedRoutes.set(name, token);
				throw noRight(call);
			}
		}
		fruitless = 0;
		const { status } = response;
		if ((status >= 200 && status < 300) || status === 404) return response;
		throw failureOf(call, response, token);
	};

	return async (call) => await pace.take(async () => await run(call));
}

function requestOf(call: Call, token: string): HttpRequest {
	return {
		method: call.method,
		path: call.path,
		query: call.query,
		headers: { authorization: `Bearer ${token}` },
		body: call.json === undefined ? undefined : { json: call.json },
	};
}

function noRight(call: Call): Net2Error {
	return new Net2Error(
		'notAllowed',
		`Net2 signed the operator in, but refused ${call.method} ${call.route} twice (401).`,
		`Give the operator the right to ${call.right} in Net2, or check that the API licence covers it.`,
		{ method: call.method, route: call.route, status: 401 },
	);
}

function refusedOnce(call: Call): Net2Error {
	return new Net2Error(
		'notAllowed',
		`Net2 refused ${call.method} ${call.route} (401), so nothing was done; it is not sent a second time.`,
		`Run it again if it is still wanted. If that is refused too, give the operator the right to ${call.right}.`,
		{ method: call.method, route: call.route, status: 401 },
	);
}

function everyTokenRefused(): Net2Error {
	return new Net2Error(
		'signInRefused',
		'Net2 signs the operator in, but then refuses every token it has given (401).',
		'Restart the Net2 service and the Net2 Local API service, and check the clock of the server.',
		{ status: 401 },
	);
}
