import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import { isFailure, type Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { openNet2, SessionPool } from '../../nodes/PaxtonNet2/net2/openNet2';
import { differences, Journal, type Snapshot } from './journal';
import { hammering, judge, type Judged } from './invariants';
import { LEAVER_DEPARTMENT } from './deed';
import { disablable, letInAgain, passElsewhere, withUsers } from './elsewhere';
import { keyOf } from './keys';
import { deedsOf } from './plan';
import { pass, type PassOptions, type ItemResult, type Traveller } from './pass';
import type { Scenario } from './scenario';
import { PASSWORD, type Stand } from './stand';
import { Wire } from './wire';
import { carryOutEdit, plant } from './world';

export interface Ran {
	violations: string[];
	requests: number;
	overwritten: number;
	/** How often each fault struck, and each reason was given for a failure. */
	struck: Record<string, number>;
	reasons: Record<string, number>;
	successes: number;
}

/** Breaks a client on purpose. */
export type Bug = (client: Net2Client) => Net2Client;

let worlds = 0;

/** The workflow under faults, once more without, and a third time, when nothing may be left to write. */
export async function runScenario(
	{ net2, use }: Stand,
	given: Scenario,
	bug: Bug = (client) => client,
): Promise<Ran> {
	const scenario = withUsers(given);
	const start = Date.parse('2026-11-24T00:00:00Z') + scenario.minute * 60_000;
	const wire = new Wire(net2, start, scenario.order);
	use(wire);
	net2.reset(0);
	net2.config(scenario.switches);
	worlds += 1;
	// What the process remembers of keys and locks is of one server; each run has a server of its own.
	const origin = `chaos ${worlds}`;
	let sessions = new SessionPool(wire);
	let processState = new ProcessState();
	const open = (password: string) => bug(clientOf(net2, { wire, sessions, origin, password }));
	// If two executions did half each, the undo of one of them does not reverse all.
	const elsewhere = disablable(scenario);
	const doubled =
		scenario.doubled &&
		!scenario.secondProcess &&
		scenario.rows.every(({ role }) => role.role !== 'undone');
	const ids = plant(net2, scenario.rows);
	const journal = new Journal(net2);
	wire.journal = journal;
	const before = new Map(
		[...ids].flatMap(([row, id]): Array<[number, Snapshot]> => {
			const state = journal.now(id);
			return state === undefined ? [] : [[row, state]];
		}),
	);
	const judged: Judged = {
		net2,
		journal,
		rows: scenario.rows.length,
		doubled,
		overwritten: 0,
		elsewhere,
	};
	const options = (client: Net2Client, both = false): PassOptions => ({
		client,
		processState,
		wire,
		doubled: both,
		maxUsersInFlight: scenario.maxUsersInFlight,
		seq: () => journal.seq,
	});
	const travellers: Traveller[] = scenario.rows.map((row, n) => ({
		row: n,
		deeds: deedsOf(row, n, { now: start, list: scenario }),
		undoes: row.role.role === 'undone',
		twice: row.twice && row.role.role !== 'undone',
	}));
	const ran: Ran = {
		violations: [],
		requests: 0,
		overwritten: 0,
		struck: wire.struck,
		reasons: {},
		successes: 0,
	};
	const took = (items: ItemResult[], which: string) => {
		ran.requests += wire.sent;
		ran.violations.push(...judge(items, judged).map((one) => `${which}: ${one}`));
		for (const result of items.flatMap(({ results }) => results)) {
			if (!isFailure(result)) ran.successes += 1;
			else ran.reasons[result.error.reason] = (ran.reasons[result.error.reason] ?? 0) + 1;
		}
	};
	try {
		// Two executions at once and another client: the author of a change could not be known.
		const edits = doubled ? [] : scenario.edits;
		wire.start(scenario.strikes, (request, write) => {
			for (const edit of edits)
				if (edit.at === (edit.among === 'writes' ? write : request))
					carryOutEdit(net2, journal, edit);
		});
		// Each process may try a password that Net2 rejects once.
		const isWrong = scenario.wrongPassword && !scenario.secondProcess;
		const password = isWrong ? 'wrong' : PASSWORD;
		const other: PassOptions = {
			...options(clientOf(net2, { wire, sessions: new SessionPool(wire), origin, password })),
			processState: new ProcessState(),
		};
		const [first, second] = await Promise.all([
			pass(travellers, options(open(password), doubled)),
			passElsewhere(elsewhere, other),
		]);
		took([...first, ...second], 'under faults');
		ran.violations.push(...letInAgain(first, second, journal));
		judged.doubled = false;
		ran.violations.push(...hammering(wire));

		wire.start([], () => undefined);
		// A refusal of the password is remembered for a minute.
		wire.advance(61_000);
		if (scenario.newProcess) {
			sessions = new SessionPool(wire);
			processState = new ProcessState();
		}
		const again = travellers.flatMap((one) => rerunOf(one, first));
		const rerun = await pass(again, options(open(PASSWORD)));
		took(rerun, 'rerun');
		const edited = new Set(
			journal.entries.filter(({ by }) => by === 'other').map(({ userId }) => userId),
		);
		ran.violations.push(
			...rerun.flatMap((results) => notReached(results, scenario, before, journal)),
		);
		for (const { row, undoes } of travellers) {
			const [id, was] = [ids.get(row), before.get(row)];
			if (!undoes || id === undefined || was === undefined || edited.has(id)) continue;
			const undid = [...first, ...rerun].filter((one) => one.row === row);
			if (!undid.some(({ deed }) => deed.stage === 'undo')) continue;
			// If a step failed, its effect is not known, and the undo has what is known.
			if (undid.some((one) => one.deed.stage !== 'undo' && one.results.some(isFailure))) continue;
			// The leave date had passed before anything was run, so an undo that gives rights is refused and says so.
			if (was.expiryDate !== null && was.expiryDate < '2026' && undid.some(isRefusedAfterLeave))
				continue;
			const is = journal.now(id);
			const rest = is === undefined ? ['nobody there'] : differences(was, is);
			if (rest.length > 0) ran.violations.push(`undo: row ${row} is left with ${rest.join(', ')}`);
		}

		const writesBefore = journal.entries.length;
		wire.start([], () => undefined);
		const third = await pass(
			again.filter(({ undoes }) => !undoes),
			options(open(PASSWORD)),
		);
		took(third, 'third pass');
		for (const { route, changes } of journal.entries.slice(writesBefore))
			ran.violations.push(`not idempotent: ${route} ${changes.join(', ')}`);
	} finally {
		await wire.end();
	}
	ran.overwritten = judged.overwritten;
	return ran;
}

function clientOf(
	net2: Stand['net2'],
	{
		wire,
		sessions,
		origin,
		password,
	}: { wire: Wire; sessions: SessionPool; origin: string; password: string },
): Net2Client {
	const { username, clientId } = net2.operator;
	const client = openNet2({
		transport: wire,
		clock: wire,
		credential: { baseUrl: net2.url, username, password, clientId, mfaType: 'none' },
		sessions,
	});
	// Sealing has tests of its own; here it would only let chance into the order of requests, by its threads.
	const sealer: Net2Client['sealer'] = {
		seal: async (purpose, text) =>
			await Promise.resolve(Buffer.from(`${purpose} ${text}`).toString('base64')),
		open: async (purpose, sealed) =>
			await Promise.resolve(
				Buffer.from(sealed, 'base64')
					.toString()
					.slice(purpose.length + 1),
			),
	};
	return { ...client, origin, sealer };
}

/** An undo that did not come about is requested again. Everything else is run as it was. */
function rerunOf(traveller: Traveller, first: ItemResult[]): Traveller[] {
	if (!traveller.undoes) return [traveller];
	const undo = first.find(({ row, deed }) => row === traveller.row && deed.stage === 'undo');
	if (undo === undefined || !undo.results.every(isFailure)) return [];
	return [{ ...traveller, deeds: [undo.deed] }];
}

/** An undo that was refused because the user has left, which leaves everything as the operation left it. */
function isRefusedAfterLeave({ deed, results }: ItemResult): boolean {
	const isRefused = (result: Result) => isFailure(result) && result.error.reason === 'notAllowed';
	return deed.stage === 'undo' && results.length > 0 && results.every(isRefused);
}

/** A rerun without faults succeeds, except for requests that cannot be met for that user. */
function notReached(
	{ row, deed, results }: ItemResult,
	scenario: Scenario,
	before: Map<number, Snapshot>,
	journal: Journal,
): string[] {
	return results.flatMap((result) => {
		if (!isFailure(result)) return [];
		const { reason, message } = result.error;
		const absent = !before.has(row);
		if (absent && (reason === 'notFound' || reason === 'nearMiss')) return [];
		const role = scenario.rows[row]?.role;
		const isReused = (role?.role === 'joiner' || role?.role === 'listed') && role.reused && !absent;
		if (isReused && reason === 'nameMismatch') return [];
		const barred = journal.entries.some(({ changes }) => changes.includes('expiryDate'));
		const leftAlready = scenario.rows[row]?.person.expiry === 'past' || barred;
		if (deed.stage === 'setLeaveDate' && reason === 'notAllowed' && leftAlready) return [];
		const outOnPurpose = leftAlready || scenario.rows[row]?.person.department === LEAVER_DEPARTMENT;
		if (deed.stage === 'synchronize' && reason === 'notAllowed' && outOnPurpose) return [];
		if (deed.stage === 'undo' && reason === 'conflict') return [];
		// An undo gives no access after the leave date.
		if (deed.stage === 'undo' && reason === 'notAllowed' && leftAlready) return [];
		return [`rerun: ${deed.stage} of row ${row} (${keyOf(row)}): ${reason}: ${message}`];
	});
}
