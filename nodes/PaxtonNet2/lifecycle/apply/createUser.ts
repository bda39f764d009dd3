import { listed } from '../../mapping/text';
import { identityMessages } from '../../messages/identity';
import { writesMessages } from '../../messages/writes';
import { failure, outcomeUnknown } from '../../net2/errors';
import { normalNumber } from '../identity';
import type { CreateUser } from '../plan/userPlan';
import { withLock } from '../run/keyedMutex';
import { ReferenceData } from '../run/referenceData';
import type { Run } from '../run/request';
import { correlate, type Match } from '../users/correlate';
import { newUsersNear } from '../users/sharedNumber';

/**
 * Posts a new user once, for one run of this process at a time. A webhook that fires twice starts two runs, and both
 * find no user. The same is true for two numbers that differ only in form. Resolves with the id.
 *
 * @param allowed ids of users who really are other people
 * @throws Net2Error `conflict` or `possibleDuplicate` if another run was faster. `unknownOutcome` and `ambiguous` after
 * a lost reply, since a POST is never repeated blindly (docs/safety-rules.md, rule 5)
 */
export async function postUser(
	run: Run,
	{ body, number }: CreateUser,
	allowed: readonly number[],
): Promise<number> {
	const { createdNumbers } = run.processState;
	const name = `field ${number.fieldId} number ${normalNumber(number.value)}`;
	return await withLock(run, name, async () => {
		if (createdNumbers.has(`${run.net2.origin} ${name}`))
			refuseSecond(run, number, await lookUp(run, number), allowed);
		// Before the reply: where it is lost, and the look-up fails, the next run must look before it posts.
		createdNumbers.add(`${run.net2.origin} ${name}`);
		return await postOnce(run, body, number);
	});
}

type NumberInField = CreateUser['number'];

async function postOnce(
	run: Run,
	body: CreateUser['body'],
	number: NumberInField,
): Promise<number> {
	try {
		const id = await run.net2.users.create(body);
		if (id !== null) return id;
	} catch (error) {
		if (!outcomeUnknown(error)) throw error;
	}
	const match = await lookUp(run, number);
	if (match?.kind === 'one') return match.row.userId;
	if (match?.kind === 'many')
		throw failure(writesMessages.severalAfterLostReply, {
			count: match.rows.length,
			number: number.value,
			users: idsOf(match),
		});
	throw failure(writesMessages.createUnconfirmed, { number: number.value });
}

function refuseSecond(
	run: Run,
	number: NumberInField,
	match: Match | undefined,
	allowed: readonly number[],
): void {
	const { value } = number;
	const near = match?.kind === 'none' ? match.nearMisses : [];
	// The other new users of this run are other employees.
	const own = new Set(newUsersNear(run, number).map((user) => user.value));
	const similar = near.find(
		(user) => !allowed.includes(user.id) && !own.has((user.number ?? '').trim()),
	);
	if (similar !== undefined)
		throw failure(identityMessages.duplicateBySimilarNumber, {
			number: value,
			id: similar.id,
			present: similar.number ?? '',
		});
	if (match?.kind !== 'one' && match?.kind !== 'many') return;
	throw failure(writesMessages.createdByOtherRun, { number: value, users: idsOf(match) });
}

function idsOf(match: Extract<Match, { kind: 'one' | 'many' }>): string {
	const rows = match.kind === 'one' ? [match.row] : match.rows;
	return listed(rows.map(({ userId }) => `user ${userId}`));
}

/** By a reading of its own. A list of users that the run read before would not show the new one. */
async function lookUp(run: Run, { fieldId, value }: NumberInField): Promise<Match | undefined> {
	const { matches } = await correlate(new ReferenceData(run.net2), fieldId, [value]);
	const match = matches.get(value);
	if (match?.kind === 'unknown') throw match.error;
	return match;
}

/**
 * After a POST the number is looked up before the user gets a department, levels or cards. The process whose user has the
 * higher id stops and leaves its user without access (docs/safety-rules.md, rule 5).
 */
export async function refuseSecondUser(
	run: Run,
	userId: number,
	number: NumberInField,
): Promise<void> {
	const holders = await run.reference.shared.holdersAfter(number.fieldId, number.value);
	const earlier = holders.filter((id) => id < userId);
	if (earlier.length === 0) return;
	// The list may contain users who were deleted (docs/net2-api.md), so the user's own record decides.
	const others = [...(await run.reference.present(earlier))];
	if (others.length === 0) return;
	throw failure(writesMessages.createdByOtherProgram, {
		others: listed(others.map(String)),
		number: number.value,
		id: userId,
	});
}
