import type { Clock } from '../../nodes/PaxtonNet2/net2/clock';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import type { HttpRequest, HttpResponse, Transport } from '../../nodes/PaxtonNet2/net2/transport';
import { createUndiciTransport } from '../../nodes/PaxtonNet2/net2/undiciTransport';
import type { Emulator, FaultName } from '../../emulator';
import type { Journal } from './journal';
import type { Strike } from './scenario';

interface Waiting {
	/** A request to send, or a sleep to end. */
	go: () => Promise<void>;
}

/** Called before each request goes out, with its number; for a write also with its number among writes. */
export type Before = (number: number, write: number | null) => void;

/**
 * One clock for both sides, and one wire on which a single request is under way at a time. When all wait, chance
 * picks who continues: the next request to go out, or the next sleep to end. So the order of concurrent requests is
 * part of the seed, and each change at the server has one author. Back-off costs no real time.
 */
export class Wire implements Clock, Transport {
	private waiting: Waiting[] = [];
	private running = false;
	private requests = 0;
	private writes = 0;
	private chance: number;
	private transport: Transport;
	private strikes: Strike[] = [];
	private before: Before = () => undefined;
	/** Sign-ins that were refused, by the number of the request and the time. */
	readonly refusedSignIns: Array<{ at: number; stage: number }> = [];
	readonly struck: Partial<Record<Strike['fault'], number>> = {};
	/** Counts operations, so that their effects can be distinguished. */
	stage = 0;
	journal: Journal | undefined;

	constructor(
		private readonly net2: Emulator,
		private time: number,
		private readonly order: number,
	) {
		this.chance = order;
		this.transport = this.open();
	}

	/** A new pass: requests are counted from one again. */
	start(strikes: Strike[], before: Before): void {
		this.requests = 0;
		this.writes = 0;
		this.strikes = strikes;
		this.before = before;
	}

	get sent(): number {
		return this.requests;
	}

	now(): number {
		return this.time;
	}

	advance(milliseconds: number): void {
		this.time += milliseconds;
	}

	random(): number {
		this.chance = (Math.imul(this.chance, 1664525) + 1013904223) >>> 0;
		return this.chance / 2 ** 32;
	}

	async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
		const until = this.time + milliseconds;
		await this.turn(async () => {
			this.time = Math.max(this.time, until);
			await Promise.resolve();
		});
		if (signal?.aborted) throw new Net2Error('cancelled', 'The run was cancelled.', '');
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		return await this.turn(async () => await this.exchange(request));
	}

	async close(): Promise<void> {
		await Promise.resolve();
	}

	/** Ends the connections for good. */
	async end(): Promise<void> {
		await this.transport.close();
	}

	private open(): Transport {
		return createUndiciTransport({ baseUrl: this.net2.url, maxConnections: 4, timeoutMs: 60_000 });
	}

	private async turn<T>(go: () => Promise<T>): Promise<T> {
		return await new Promise((resolve, reject) => {
			this.waiting.push({ go: async () => await go().then(resolve, reject) });
			if (!this.running) this.run().catch(reject);
		});
	}

	private async run(): Promise<void> {
		this.running = true;
		for (;;) {
			// Whatever the last reply set going has come to its next request by then: it runs on microtasks alone.
			await new Promise((resolve) => setImmediate(resolve));
			const index = this.order === 0 ? 0 : Math.floor(this.random() * this.waiting.length);
			const [next] = this.waiting.splice(index, 1);
			if (next === undefined) break;
			await next.go();
		}
		this.running = false;
	}

	private async exchange(request: HttpRequest): Promise<HttpResponse> {
		this.requests += 1;
		this.time += 7;
		const { method, path } = request;
		const isWrite = method !== 'GET' && path !== '/authorization/tokens';
		if (isWrite) this.writes += 1;
		this.before(this.requests, isWrite ? this.writes : null);
		const fault = await this.arm(isWrite ? this.writes : null);
		const route = `${method} ${path.replace(/\d+/g, '{id}')}`;
		try {
			const response = await this.transport.send(request);
			if (fault === undefined && response.status < 300)
				this.journal?.read(method, path, request.query?.['query']);
			if (isPassword(request)) this.refused(response);
			return response;
		} catch (error) {
			// The emulator hangs up at once where Net2 would be silent, so that no test waits in real time.
			const silent = fault === 'timeout' || fault === 'timeout-after';
			if (silent && error instanceof Net2Error)
				throw new Net2Error('timeout', 'The server did not answer in time.', '', error.call);
			throw error;
		} finally {
			this.net2.faults([]);
			// Reading changes no user, and looking at all users costs more than the request.
			if (method !== 'GET') this.journal?.note('us', route);
		}
	}

	private async arm(write: number | null): Promise<FaultName | undefined> {
		const strike = this.strikes.find(({ among, at, times }) => {
			const number = among === 'writes' ? write : this.requests;
			return number !== null && number >= at && number < at + times;
		});
		if (strike === undefined) return undefined;
		this.struck[strike.fault] = (this.struck[strike.fault] ?? 0) + 1;
		if (strike.fault === 'restart') {
			this.net2.restart();
			await this.transport.close();
			this.transport = this.open();
			return undefined;
		}
		this.net2.faults([{ match: '*', fault: strike.fault }]);
		return strike.fault;
	}

	private refused({ status, body }: HttpResponse): void {
		if (status >= 400 && new TextDecoder().decode(body).includes('invalid_grant'))
			this.refusedSignIns.push({ at: this.time, stage: this.stage });
	}
}

/** A refresh token that died with a restart is refused too, and costs no attempt. */
function isPassword({ body }: HttpRequest): boolean {
	return body !== undefined && 'form' in body && body.form['grant_type'] === 'password';
}
