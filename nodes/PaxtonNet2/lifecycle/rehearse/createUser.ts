import type { Net2Client } from '../../net2/client';
import { rehearseMessages } from '../../messages/rehearse';
import { endsTheRun, failure, Net2Error, wasNeverSent } from '../../net2/errors';
import type { UserBody } from '../../net2/model';
import type { Rehearsal } from './rehearsal';
import { isRefusal } from './rehearsal';
import { DATES, RECORD, SECOND_FIELD_VALUE, type RehearsalName } from './rehearsalUser';

/** How many ids above the highest known one a new user is looked for. */
const NEXT_IDS = 5;
const NEWEST_EVENTS = 20;

/**
 * Creates the user of the rehearsal, without a level, a door, a PIN or a card. Its end date is in the past. From then
 * on `rehearsal.userId` is its id, also if the reply was lost.
 *
 * @throws Net2Error as the client does; `unknownOutcome` if Net2 did not confirm the user and none was found
 */
export async function createUser(rehearsal: Rehearsal): Promise<void> {
	const { net2, name, fields } = rehearsal;
	const { firstName, lastName } = name;
	const least: UserBody = { firstName, lastName, ...DATES };
	const { second } = fields;
	const customFields = second === undefined ? [] : [{ id: second.id, value: SECOND_FIELD_VALUE }];
	const whole: UserBody = { ...least, ...RECORD, ...(second !== undefined && { customFields }) };
	try {
		const id = await net2.users.create(whole).catch(async (error: unknown) => {
			// A server may not know each member. The next write sends them again.
			if (isRefusal(error) && error.reason === 'badInput') return await net2.users.create(least);
			throw error;
		});
		rehearsal.userId = id ?? (await findCreated(rehearsal.services.cleanUp, name)) ?? null;
		if (rehearsal.userId === null) throw unconfirmed(name);
	} catch (error) {
		if (!mayHaveCreated(error) || rehearsal.userId !== null) throw error;
		rehearsal.userId = await lookFor(rehearsal, name);
		// The rehearsal goes on with a user that it found, unless the run is over.
		if (error instanceof Net2Error && endsTheRun(error.reason)) throw error;
		if (rehearsal.userId === null) throw unconfirmed(name);
	}
}

/** Whether the user may exist although there was no reply that says so. */
function mayHaveCreated(error: unknown): boolean {
	return error instanceof Net2Error && !wasNeverSent(error) && !isRefusal(error);
}

/** The id of the user, or null if the server does not have it or cannot answer. */
async function lookFor({ services, warnings }: Rehearsal, name: RehearsalName) {
	try {
		return (await findCreated(services.cleanUp, name)) ?? null;
	} catch {
		warnings.push(
			`Net2 may have created the user '${name.whole}', and does not answer. Look for this name in Net2, and delete the user.`,
		);
		return null;
	}
}

/**
 * Looks for the user by name, in the list, in the newest events, and among the next ids of Net2. A server may hide
 * users whose end date has passed, but it still returns them by id.
 */
async function findCreated(net2: Net2Client, name: RehearsalName): Promise<number | undefined> {
	const users = await net2.users.listed();
	const isOurs = ({ lastName }: { lastName: string | null }) => lastName === name.lastName;
	const listed = users.find(isOurs);
	if (listed !== undefined) return listed.id;
	const highest = users.reduce((most, { id }) => Math.max(most, id), 0);
	const newest = { orderBy: 'eventid desc', rowCount: String(NEWEST_EVENTS) };
	const events = await net2.events.listBy(newest).catch(() => []);
	const byEvent = events.filter(isOurs).map(({ userId }) => userId);
	const next = Array.from({ length: NEXT_IDS }, (_, index) => highest + 1 + index);
	for (const id of [...byEvent, ...next]) {
		const user = await net2.users.get(id);
		if (user !== undefined && isOurs(user)) return id;
	}
	return undefined;
}

function unconfirmed({ whole }: RehearsalName): Net2Error {
	return failure(rehearseMessages.createUnconfirmed, { name: whole });
}
