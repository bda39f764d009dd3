import { isFailure, type Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { Emulator, NetUser } from '../../emulator';
import { unaskedAccess } from './access';
import type { Entry, Journal, Reading, Snapshot } from './journal';
import { keyOf } from './keys';
import { wrongOrder } from './order';
import type { ItemResult } from './pass';
import { PASSWORD } from './stand';
import type { Wire } from './wire';

/** What a pass is judged by. Each violation begins with the name of the invariant. */
export interface Judged {
	net2: Emulator;
	journal: Journal;
	rows: number;
	doubled: boolean;
	/** Edits by another client that fell between a GET and a PUT of ours, which Net2 has no lock against. */
	overwritten: number;
	/** Rows whose users another process disables at the same time. */
	elsewhere?: ReadonlySet<number>;
}

export function judge(results: ItemResult[], judged: Judged): string[] {
	return [
		...results.flatMap((one) => falseSuccess(one, judged)),
		...results.flatMap(foul),
		...lostOrGained(results, judged),
		...duplicates(judged),
		...(judged.doubled ? [] : wrongOrder(results, judged.journal, judged.elsewhere)),
		...unaskedAccess(results, judged.journal, judged.elsewhere, (entry, change) =>
			inWindow(entry, change, judged),
		),
	];
}

/** What is called verified is so, and a leaver cannot open a door. */
function falseSuccess(
	{ row, deed, results, from, to }: ItemResult,
	{ net2, journal, doubled }: Judged,
) {
	const violations: string[] = [];
	for (const result of results) {
		if (isFailure(result)) continue;
		const who = `${deed.stage} of row ${row} (${result.outcome})`;
		if (!result.verified) violations.push(`unverified: ${who} succeeded without proof`);
		const userId = result.userId ?? (deed.stage === 'synchronize' ? idOf(row, net2) : null);
		if (userId === null) {
			const lacks = deed.lacks(undefined);
			if (lacks.length > 0) violations.push(`false success: ${who}, but ${lacks.join(', ')}`);
			continue;
		}
		const within = journal.entries.filter(
			(entry) => entry.userId === userId && entry.seq > from && entry.seq <= to,
		);
		const states =
			doubled || within.some(({ by }) => by === 'other')
				? [journal.at(userId, from), ...within.map(({ after }) => after)]
				: [journal.at(userId, to) ?? journal.now(userId)];
		// If another writer wrote meanwhile, each wanted thing must have been so at one moment. They need not be so
		// together.
		const lacks = states
			.map((state) => deed.lacks(state ?? journal.now(userId)))
			.reduce((all, one) => all.filter((lack) => one.includes(lack)))
			.filter((lack) => !(deed.stage === 'rules' && isGivenByHand(lack, userId, journal, to)));
		if (lacks.length > 0) violations.push(`false success: ${who}, but ${lacks.join(', ')}`);
		if (deed.shuts) violations.push(...stillIn(userId, journal, { from, to, who }));
	}
	return violations;
}

/** A level that another writer was the last to give is not the rules' to remove (docs/access-by-rules.md). */
function isGivenByHand(lack: string, userId: number, journal: Journal, to: number): boolean {
	const [, level] = /^level (\d+) gone$/.exec(lack) ?? [];
	const given = journal.entries.filter(
		(entry) =>
			entry.userId === userId && entry.seq <= to && entry.changes.includes(`level +${level ?? ''}`),
	);
	return given.at(-1)?.by === 'other';
}

/** The list says nothing of a user who is as it wants. */
function idOf(row: number, net2: Emulator): number | null {
	return carriersOf(keyOf(row), net2)[0]?.id ?? null;
}

/** At our last look at the leaver's dates the user must have been disabled, even if others wrote in between. */
function stillIn(
	userId: number,
	journal: Journal,
	{ from, to, who }: { from: number; to: number; who: string },
): string[] {
	const look = lastReading(journal, userId, 'record', to, true);
	if (look === undefined || look.seq <= from) return [`leaver: ${who} was never looked at`];
	const opens = journal.at(userId, look.seq)?.opens ?? journal.now(userId)?.opens ?? [];
	return opens.length === 0 ? [] : [`leaver: ${who}, and doors ${opens.join()} were open`];
}

/** Nothing unforeseen, and no secret in what a workflow sees. */
function foul({ row, deed, results }: ItemResult): string[] {
	const text = JSON.stringify(results);
	const violations: string[] = [];
	if (text.includes('unforeseen')) violations.push(`crash: ${deed.stage} of row ${row}: ${text}`);
	for (const secret of [PASSWORD, '8473'])
		if (text.includes(secret)) violations.push(`secret: ${deed.stage} of row ${row} shows one`);
	return violations;
}

/** No level, door or field goes, or comes, that this operation should not touch. */
function lostOrGained(results: ItemResult[], judged: Judged): string[] {
	const violations: string[] = [];
	for (const entry of judged.journal.entries) {
		if (entry.by !== 'us') continue;
		const during = results.filter(({ from, to }) => entry.seq > from && entry.seq <= to);
		if (during.length === 0) continue;
		const was = judged.journal.at(entry.userId, entry.seq - 1) ?? entry.after;
		const key = was.record['customField:14'] ?? entry.after.record['customField:14'];
		const ofUser = during.filter(({ row }) => keyOf(row) === key);
		const [mine] = ofUser;
		const stage = during[0]?.deed.stage ?? '';
		for (const change of entry.changes) {
			if (mine?.deed.permits.some((permit) => permitted(change, permit))) continue;
			if (mine !== undefined && judged.elsewhere?.has(mine.row)) {
				if (ELSEWHERE.has(change) || isBack(entry, change, judged)) continue;
				// The first writes of two processes may meet (docs/safety-rules.md, rule 11). A flag gives no access.
				if (FLAG.test(change)) {
					judged.overwritten += 1;
					continue;
				}
			}
			if (change.startsWith('level ') && mine?.results.some(tookForLite) === true) continue;
			// The item of either process may have failed in between.
			if (ofUser.some((one) => isRestored(entry, change, one, judged))) continue;
			if (inWindow(entry, change, judged)) {
				judged.overwritten += 1;
				continue;
			}
			const who = mine === undefined ? 'a stranger' : `row ${mine.row}`;
			violations.push(`not asked: ${stage} changed "${change}" of ${who} by ${entry.route}`);
		}
	}
	return violations;
}

/**
 * The first PUT of a process may show that Net2 clears what it leaves out. Then the value is written again at once
 * (safety rule 2, docs/safety-rules.md). If the item failed in between, it says so.
 */
function isRestored(
	{ userId, route }: Entry,
	change: string,
	{ from, to, results }: ItemResult,
	{ journal }: Judged,
): boolean {
	if (route !== 'PUT /users/{id}' || !RESTORABLE.test(change)) return false;
	if (results.some(isFailure)) return true;
	const value = (seq: number) => journal.at(userId, seq)?.record[change] ?? '';
	return value(from) === value(to);
}

/** The other process may lose a value by its first PUT, too. It writes the value again. */
function isBack({ userId, seq }: Entry, change: string, { journal }: Judged): boolean {
	if (!RESTORABLE.test(change)) return false;
	const value = (of: Snapshot | undefined) => of?.record[change] ?? '';
	const first = journal.entries.find(
		(entry) => entry.userId === userId && entry.changes.includes(change),
	);
	const before = journal.at(userId, (first?.seq ?? seq) - 1);
	return value(before) === value(journal.now(userId));
}

const ELSEWHERE = new Set(['expiryDate', 'customField:13']);
const FLAG = /^is[A-Z]/;
const RESTORABLE = /^(is[A-Z]|customField:|firstName|middleName|lastName|telephone)/;

/**
 * Another client may remove one of two new levels before our read-back. That looks like a Net2 Lite, which keeps one.
 * The item fails, and the levels are restored as they were before.
 */
function tookForLite(result: Result): boolean {
	return isFailure(result) && result.error.reason === 'liteLimit';
}

function permitted(change: string, permit: string): boolean {
	return permit.endsWith('*') ? change.startsWith(permit.slice(0, -1)) : change === permit;
}

/** Whether another writer changed the same thing after we had read it and before we wrote it. */
function inWindow({ userId, seq }: Entry, change: string, { journal }: Judged): boolean {
	const read = lastReading(journal, userId, partOf(change), seq, false)?.seq ?? 0;
	const plain = (text: string) => text.replace(/ [-+]/, ' ');
	return journal.entries.some(
		(other) =>
			other.by === 'other' &&
			other.userId === userId &&
			other.seq > read &&
			other.seq < seq &&
			other.changes.some((one) => plain(one) === plain(change)),
	);
}

function partOf(change: string): Reading['part'] {
	if (change.startsWith('level ') || change.startsWith('door ')) return 'permissions';
	if (change.startsWith('card ')) return 'cards';
	return change === 'department' ? 'department' : 'record';
}

function lastReading(
	{ readings }: Journal,
	userId: number,
	part: Reading['part'],
	before: number,
	lists: boolean,
): Reading | undefined {
	return readings.findLast(
		(one) =>
			one.seq <= before &&
			one.part === part &&
			(one.userId === userId || (lists && one.userId === null)),
	);
}

function duplicates({ net2, rows }: Judged): string[] {
	const violations: string[] = [];
	for (let row = 0; row < rows; row += 1) {
		const key = keyOf(row);
		const carriers = carriersOf(key, net2);
		if (carriers.length > 1)
			violations.push(`duplicate: ${carriers.length} people carry the key ${key}`);
	}
	const numbers = [...net2.world.cards.values()].map(({ tokenValue }) => tokenValue);
	for (const number of new Set(numbers))
		if (numbers.filter((one) => one === number).length > 1)
			violations.push(`duplicate: card ${number}`);
	return violations;
}

function carriersOf(key: string, { world }: Emulator): NetUser[] {
	return [...world.users.values()].filter(
		({ deleted, customFields }) =>
			!deleted && customFields.some(({ id, value }) => id === 14 && value === key),
	);
}

/** Of those with the same password, one attempt a minute, however many operations there are. */
export function hammering({ refusedSignIns }: Wire): string[] {
	return refusedSignIns.flatMap(({ at, stage }, n) => {
		const before = refusedSignIns[n - 1];
		if (before === undefined) return [];
		if (before.stage !== stage && at - before.at >= 60_000) return [];
		return [`sign-in: another attempt ${at - before.at} ms after a refusal`];
	});
}
