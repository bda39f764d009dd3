/**
 * What becomes of a list while the server or the network fails for some seconds. Each fault begins when a third of the list
 * has been written. The list is then run once more on a healthy server. The exit code is 1 if a success is not in Net2.
 * It is also 1 if a user exists twice without an error, or if a leaver has access after that.
 *
 *     npx tsx test/bench/badDays.ts --users 100 --seconds 1,3,8
 */
import { parseArgs } from 'node:util';
import { startEmulator, type Emulator, type PersonState } from '../../emulator';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';
import { disable } from '../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { upsert } from '../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import type { UndiciTransportOptions } from '../../nodes/PaxtonNet2/net2/undiciTransport';
import { byKey, leaver, LEAVERS, provision } from '../lifecycle/support/params';
import { endOf, openWriter, type Writer } from './writer';

/** Makes a site fail, and heals it. */
interface Trouble {
	name: string;
	https?: boolean;
	start(site: TroubledSite): void;
	end(site: TroubledSite): void | Promise<void>;
}

interface TroubledSite {
	net2: Emulator;
	/** Whether the name of the server cannot be resolved. */
	dnsFails: boolean;
}

const always = { every: 1 };

const TROUBLES: Trouble[] = [
	{
		name: 'connections refused',
		start: ({ net2 }) => net2.refuse(),
		end: async ({ net2 }) => await net2.accept(),
	},
	{
		name: '502 to every request',
		start: ({ net2 }) => net2.faults([{ match: '*', fault: '502', ...always }]),
		end: ({ net2 }) => net2.faults([]),
	},
	{
		name: 'every connection dropped before the reply',
		start: ({ net2 }) => net2.faults([{ match: '*', fault: 'reset-after', ...always }]),
		end: ({ net2 }) => net2.faults([]),
	},
	{
		name: 'at most 2 connections',
		start: ({ net2 }) => void net2.config({ maxConnections: 2 }),
		end: ({ net2 }) => void net2.config({ maxConnections: 0 }),
	},
	{
		name: 'DNS fails, and connections are lost',
		start(site) {
			site.dnsFails = true;
			site.net2.refuse();
		},
		async end(site) {
			await site.net2.accept();
			site.dnsFails = false;
		},
	},
	{
		name: 'TLS handshakes fail, and connections are lost',
		https: true,
		start({ net2 }) {
			net2.connectionFaults([{ fault: 'tls-reset', ...always }]);
			net2.faults([{ match: '*', fault: 'reset-before', nth: 1, times: 8 }]);
		},
		end({ net2 }) {
			net2.connectionFaults([]);
			net2.faults([]);
		},
	},
];

type Work = 'joiners' | 'leavers';

const numbersOf = (work: Work, users: number) =>
	Array.from({ length: users }, (_, n) => (work === 'leavers' ? String(100_001 + n) : `N-${n}`));

async function runList(writer: Writer, work: Work, numbers: string[]): Promise<string[]> {
	if (work === 'leavers')
		return (
			await writer.run(
				disable,
				numbers.map((number) => leaver(byKey(number), { leaverDepartment: LEAVERS })),
			)
		).map(endOf);
	return (
		await writer.run(
			upsert,
			numbers.map((number) =>
				provision(number, {
					fields: { firstName: 'Jo', lastName: `Iner ${number}` },
					accessLevels: ['Office hours', 'Server room'],
					startDate: '2026-01-05',
				}),
			),
		)
	).map(endOf);
}

/** What Net2 has of one number of the list. */
interface Standing {
	isRight: boolean;
	isOpen: boolean;
	users: number;
}

const LEAVERS_NAME = LEAVERS.by === 'name' ? LEAVERS.name : '';

/** The state of each number of the list, in its order. */
function standings({ net2 }: TroubledSite, work: Work, numbers: string[]): Standing[] {
	const byNumber = new Map<string, PersonState[]>();
	for (const user of net2.state().users) {
		const number = user.customFields.find(({ id }) => id === 14)?.value ?? '';
		if (!user.deleted) byNumber.set(number, [...(byNumber.get(number) ?? []), user]);
	}
	return numbers.map((number) => {
		const found = byNumber.get(number) ?? [];
		const isOpen = work === 'leavers' && found.some(({ canOpen }) => canOpen.length > 0);
		const isRight = found.some(({ department, accessLevelNames }) =>
			work === 'leavers' ? !isOpen && department === LEAVERS_NAME : accessLevelNames.length === 2,
		);
		return { isRight, isOpen, users: found.length };
	});
}

async function tryOne(trouble: Trouble, seconds: number, work: Work, users: number) {
	const net2 = await startEmulator({
		seed: work === 'leavers' ? users : 10,
		latency: 10,
		signInRate: 'off',
		...(trouble.https === true && { https: true }),
	});
	const site: TroubledSite = { net2, dnsFails: false };
	const lookup: UndiciTransportOptions['lookup'] = (_host, options, done_) => {
		if (site.dnsFails) {
			const error = Object.assign(new Error('getaddrinfo EAI_AGAIN'), { code: 'EAI_AGAIN' });
			done_(error, '', 4);
		} else if (options.all === true) done_(null, [{ address: '127.0.0.1', family: 4 }]);
		else done_(null, '127.0.0.1', 4);
	};
	const url = net2.url.replace('127.0.0.1', 'net2.example.local');
	const writer = openWriter(url, { lookup, allowUnauthorizedCerts: true });
	const isWrite = ({ method, path }: { method: string; path: string }) =>
		method !== 'GET' && !path.includes('/authorization/');
	const numbers = numbersOf(work, users);
	const list = runList(writer, work, numbers);
	const hasBegun = (async () => {
		// A third of the list has been begun.
		while (net2.requests().filter(isWrite).length < users / 3) await hostClock.sleep(5);
		trouble.start(site);
		await hostClock.sleep(seconds * 1_000);
		await trouble.end(site);
	})();
	const [first] = await Promise.all([list, hasBegun]);
	const between = standings(site, work, numbers);
	const second = await runList(writer, work, numbers);
	const after = standings(site, work, numbers);
	await net2.stop();
	const ok = (ends: string[]) => ends.filter((end) => end === 'ok').length;
	const among = (test: (standing: Standing, n: number) => boolean) => after.filter(test).length;
	const silent = numbers.filter(
		(_, n) =>
			(first[n] === 'ok' && between[n]?.isRight !== true) ||
			(second[n] === 'ok' && after[n]?.isRight !== true),
	).length;
	const isNamed = (n: number) => [first[n], second[n]].includes('duplicateKey');
	const bad = {
		'silent losses': silent,
		'leavers with access after the rerun': among(({ isOpen }) => isOpen),
		'double users without an error': among((one, n) => one.users > 1 && !isNamed(n)),
	};
	const reasons = [...new Set(first.filter((end) => end !== 'ok'))].join(', ');
	const cells = [
		trouble.name,
		`${seconds} s`,
		work,
		ok(first),
		`${users - ok(first)}${reasons === '' ? '' : ` (${reasons})`}`,
		ok(second),
		among(({ isRight }) => isRight),
		silent,
		among(({ isOpen }) => isOpen),
		among((one) => one.users > 1),
	];
	console.log(`| ${cells.map(String).join(' | ')} |`);
	const found = Object.entries(bad).filter(([, times]) => times > 0);
	if (found.length === 0) return;
	console.log(`Broken: ${found.map(([what, times]) => `${what}: ${times}`).join(', ')}.`);
	process.exitCode = 1;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			users: { type: 'string', default: '100' },
			seconds: { type: 'string', default: '1,3,8' },
			only: { type: 'string' },
		},
	});
	console.log(
		'| fault | for | list | succeeded | reported as failed | succeeded in the rerun | right in Net2 after it | silent losses | leavers with access | double users |',
	);
	for (const trouble of TROUBLES)
		for (const seconds of values.seconds.split(',').map(Number))
			for (const work of ['joiners', 'leavers'] as const)
				if (values.only === undefined || trouble.name.includes(values.only))
					await tryOne(trouble, seconds, work, Number(values.users));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
