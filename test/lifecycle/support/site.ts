import { onTestFinished } from 'vitest';
import { ReferenceData } from '../../../nodes/PaxtonNet2/lifecycle/run/referenceData';
import { deriveMarkerKey } from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { derivePlanKey } from '../../../nodes/PaxtonNet2/lifecycle/planId';
import { ProcessState } from '../../../nodes/PaxtonNet2/lifecycle/run/processState';
import type { Run } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import { openNet2, SessionPool } from '../../../nodes/PaxtonNet2/net2/openNet2';
import type { HttpRequest, HttpResponse } from '../../../nodes/PaxtonNet2/net2/transport';
import { createUndiciTransport } from '../../../nodes/PaxtonNet2/net2/undiciTransport';
import {
	startEmulator,
	type EmulatorOptions,
	type PersonState,
	type Switches,
} from '../../../emulator';
import { FakeClock } from '../../net2/support/fakeClock';

/** Every switch on that makes Net2 lose what a request leaves out. */
export const CLEARING: Partial<Switches> = {
	putClears: ['expiry', 'activate', 'flags'],
	customFields: 'replace',
	individual: 'omit-clears',
	putPermissionSet: 'replace',
};

/** Authenticates the marker entries of all tests. */
export const MARKER_KEY = deriveMarkerKey('test');

/** Passes a request on, changes its reply, or replies itself. */
export type Intercept = (
	request: HttpRequest,
	forward: () => Promise<HttpResponse>,
) => Promise<HttpResponse>;

export interface SiteOptions extends EmulatorOptions {
	/** The time at both ends. */
	now?: string;
	/** The zone in the credential. */
	siteZone?: string | null;
	workflowZone?: string;
	timeoutMs?: number;
	password?: string;
}

/** An emulator and a client that reaches it over a socket, both on one clock that never waits. They end with the test. */
export async function openSite(options: SiteOptions = {}) {
	const { now, siteZone, workflowZone, timeoutMs = 20_000, password = 'net2', ...rest } = options;
	const clock = new FakeClock(Date.parse(now ?? '2026-11-24T09:00:00Z'));
	const net2 = await startEmulator({
		signInRate: 'off',
		...rest,
		clock: { now: () => new Date(clock.now()) },
	});
	const baseUrl = net2.url;
	const transport = createUndiciTransport({ baseUrl, maxConnections: 4, timeoutMs });
	const meddlers: Array<{ route: string; nth: number; seen: number; meddle: () => void }> = [];
	const lost = new Set<string>();
	let intercept: Intercept = async (_request, forward) => await forward();
	const client = openNet2({
		transport: {
			async send(request) {
				for (const meddler of meddlers) {
					if (meddler.route !== `${request.method} ${request.path}`) continue;
					meddler.seen += 1;
					if (meddler.seen === meddler.nth) meddler.meddle();
				}
				const reply = await intercept(request, async () => await transport.send(request));
				return lost.delete(`${request.method} ${request.path}`) ? { ...reply, status: 500 } : reply;
			},
			close: async () => await transport.close(),
		},
		clock,
		credential: {
			baseUrl,
			username: net2.operator.username,
			password,
			clientId: net2.operator.clientId,
			mfaType: 'none',
		},
		sessions: new SessionPool(clock),
	});
	onTestFinished(async () => {
		await client.close();
		await net2.stop();
	});

	const processState = new ProcessState();
	const person = (id: number): PersonState => {
		const found = net2.state().users.find((user) => user.id === id);
		if (found === undefined) throw new Error(`The emulator has no user ${id}.`);
		return found;
	};
	const requests = () =>
		net2.requests().map(({ method, path }) => `${method} ${path.replace(/^\/api\/v1/, '')}`);
	return {
		net2,
		clock,
		client,
		person,
		/** All users with a personnel number, deleted ones too. */
		carriers: (key: string): PersonState[] =>
			net2
				.state()
				.users.filter(({ customFields }) =>
					customFields.some(({ id, value }) => id === 14 && value === key),
				),
		/** `PUT /users/1`, … in the order that they came in. */
		requests,
		/** Those that change something. */
		writes: () =>
			requests().filter((one) => !one.startsWith('GET ') && !one.includes('/authorization/')),
		/** Another program or person changes a user at the server. */
		edit(id: number, changes: Partial<PersonState>) {
			const user = net2.world.users.get(id);
			if (user === undefined) throw new Error(`The emulator has no user ${id}.`);
			Object.assign(user, changes);
			net2.world.touch(id);
		},
		/** Does something just before the nth request of this kind goes out. */
		before(route: string, nth: number, meddle: () => void) {
			meddlers.push({ route, nth, seen: 0, meddle });
		},
		/** The next reply to such a request is a 500, though Net2 processed it. */
		failAfter(route: string) {
			lost.add(route);
		},
		/** Takes every request and its reply in hand, for what no fault of the emulator does. */
		intercept(hand: Intercept) {
			intercept = hand;
		},
		/** What one execution of one operation shares. */
		run: (operation: string, changes: Partial<Run> = {}): Run => ({
			operation,
			net2: client,
			clock,
			reference: new ReferenceData(client),
			siteWarnings: new Set(),
			processState,
			timeoutMs,
			markerKey: MARKER_KEY,
			planKey: derivePlanKey('test'),
			siteZone: siteZone === undefined ? 'Europe/Amsterdam' : siteZone,
			workflowZone: workflowZone ?? 'Europe/Amsterdam',
			maxUsersInFlight: 4,
			...changes,
		}),
	};
}

export type Site = Awaited<ReturnType<typeof openSite>>;
