import { openNet2, SessionPool } from '../../../nodes/PaxtonNet2/net2/openNet2';
import type { Net2Credential, Net2Options } from '../../../nodes/PaxtonNet2/net2/openNet2';
import { maxRequestsFor } from '../../../nodes/PaxtonNet2/net2/concurrencyLimiter';
import { createUndiciTransport } from '../../../nodes/PaxtonNet2/net2/undiciTransport';
import { FakeClock } from './fakeClock';
import type { Answer, Net2Server, Reply, ReceivedRequest } from './net2Server';

export const CREDENTIAL: Omit<Net2Credential, 'baseUrl'> = {
	username: 'System engineer',
	password: 'canary-password',
	clientId: '00000000-0000-0000-0000-000000000001',
	mfaType: 'none',
};

/** Everything `openNet2` needs for a server, over a real socket. */
export function optionsFor(
	server: Pick<Net2Server, 'baseUrl'>,
	overrides: Partial<Net2Options> & { mfa?: Partial<Net2Credential> } = {},
): Net2Options & { clock: FakeClock } {
	const { mfa, ...rest } = overrides;
	const clock = rest.clock instanceof FakeClock ? rest.clock : new FakeClock();
	return {
		transport: createUndiciTransport({
			baseUrl: server.baseUrl,
			maxConnections: maxRequestsFor(overrides.initialRequests ?? 4),
			timeoutMs: 20_000,
		}),
		credential: { ...CREDENTIAL, baseUrl: server.baseUrl, ...mfa },
		sessions: new SessionPool(clock),
		...rest,
		clock,
	};
}

export function openClient(
	server: Pick<Net2Server, 'baseUrl'>,
	overrides: Parameters<typeof optionsFor>[1] = {},
) {
	const options = optionsFor(server, overrides);
	return { client: openNet2(options), options, clock: options.clock };
}

/** A reply to the password grant (docs/net2-api.md#token-route). */
export function tokenReply(nth: number, more: Record<string, unknown> = {}): Reply {
	return {
		json: {
			access_token: `token-${nth}`,
			token_type: 'bearer',
			expires_in: 1800,
			refresh_token: `refresh-${nth}`,
			...more,
		},
	};
}

/** A fixed reply, or one that depends on the request. */
export type Routes = Record<string, Reply | ((seen: ReceivedRequest, nth: number) => Answer)>;

/** Answers sign-ins with `token-1`, `token-2`, … and everything else from the table. */
export function signedIn(routes: Routes) {
	return (seen: ReceivedRequest, nth: number): Answer | undefined => {
		const route = `${seen.method} ${seen.path}`;
		const answer = routes[route];
		if (answer === undefined && route === 'POST /authorization/tokens') return tokenReply(nth);
		return typeof answer === 'function' ? answer(seen, nth) : answer;
	};
}
