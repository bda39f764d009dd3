import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as v from 'valibot';

const PEOPLE = '60';

/** The emulator in a process of its own, so that what it keeps is not taken for ours. */
export interface SoakEmulator {
	url: string;
	/** Back to its first users. All sign-ins end with it, as when Net2 is installed again. */
	reset(): Promise<void>;
	/** Strikes the next request that matches. */
	fault(match: string, fault: string): Promise<void>;
	/** A user shows a card to the front door. */
	pass(cardNumber: string): Promise<void>;
	restart(): Promise<void>;
	stop(): void;
}

/** The emulator as a program of its own. */
export const EMULATOR_PROGRAM = join(__dirname, '..', '..', 'emulator', 'cli.ts');

export async function startSoakEmulator(): Promise<SoakEmulator> {
	const child = fork(EMULATOR_PROGRAM, ['--port', '0', '--seed', PEOPLE, '--token-life', '90'], {
		stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
	});
	const [greeting]: unknown[] = await once(child.stdout ?? child, 'data');
	child.stdout?.resume();
	const [url] = /http:\/\/\S+/.exec(String(greeting)) ?? [];
	if (url === undefined) throw new Error('The emulator does not tell its address.');
	const post = async (route: string, body: object) => {
		// A connection of its own: none may be left open for the measuring to count.
		const response = await fetch(`${url}/__emulator/${route}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok)
			throw new Error(v.parse(v.object({ message: v.string() }), JSON.parse(text)).message);
	};
	return {
		url,
		reset: async () => await post('reset', { seed: PEOPLE }),
		fault: async (match, fault) => await post('faults', [{ match, fault }]),
		pass: async (cardNumber) => await post('pass', { cardNumber, door: 6_000_001 }),
		restart: async () => await post('restart', {}),
		stop: () => child.kill(),
	};
}
