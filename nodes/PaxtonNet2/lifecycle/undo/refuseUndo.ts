import { isNoDate, overAt } from '../../mapping/net2Dates';
import type { Site } from '../../mapping/siteTime';
import type { User } from '../../net2/model';
import { siteFor } from '../result/observedState';
import type { Run } from '../run/request';
import { undoRefusal, type UndoEffect } from './undoRefusal';
import { numberIn, type OpenedUndo } from './sealedUndo';
import type { UndoPart } from './undoPart';
import { placesUndone } from './undoPlaces';

/**
 * Refuses an undo for another user, and one that was used or is too old. Refuses one that a later operation relied
 * on. The plan of the undo judges what has changed since. {@link refuseAfterLeave} comes after that.
 *
 * @throws Net2Error `conflict` or `notAllowed`; nothing has been written then
 */
export function refuseUndo(run: Run, undo: OpenedUndo, user: User): void {
	judge(run, undo, user, { givesRights: false, deletes: true });
}

/** Refuses an undo that would give access to a user whose leave date has passed. Throws `notAllowed`. */
export function refuseAfterLeave(run: Run, undo: OpenedUndo, user: User): void {
	judge(run, undo, user, effectOf(undo.parts, siteFor(run, user)));
}

function judge(run: Run, undo: OpenedUndo, user: User, effect: UndoEffect): void {
	const { id, userId, parts, at, leaveDate } = undo;
	const server = run.net2.origin;
	const number = numberIn(user, undo.subject?.fieldId ?? null);
	// Where it could not be read who the user was, the id alone says who is meant.
	const subject = undo.subject ?? { ...user, number };
	const places = placesUndone(parts);
	const endDateThen = undo.subject?.expiryDate ?? null;
	const refusal = undoRefusal(
		{
			id,
			server,
			userId,
			number: subject.number,
			name: subject,
			at,
			leaveDate,
			endDateThen: endOf(endDateThen, siteFor(run, { ...user, expiryDate: endDateThen })),
			effect,
		},
		{
			server,
			now: run.clock.now(),
			user: { ...user, number, endDate: endOf(user.expiryDate, siteFor(run, user)) },
			ledger: run.processState.undos.stateOf({ id, server, userId, places, at }),
		},
	);
	if (refusal !== undefined) throw refusal;
}

/** What an undo does to the access of a user. */
function effectOf(parts: UndoPart[], site: Site): UndoEffect {
	const effect: UndoEffect = { givesRights: false, deletes: false };
	for (const part of parts) {
		if (part.of === 'created') effect.deletes = true;
		if (part.of === 'record' && part.before.expiryDate !== undefined)
			effect.endDate = endOf(part.before.expiryDate, site);
		if (givesRights(part)) effect.givesRights = true;
	}
	return effect;
}

function givesRights(part: UndoPart): boolean {
	switch (part.of) {
		case 'record':
			return (part.before.pin ?? '') !== '';
		case 'permissions':
			return part.levelsRemoved.length + part.doorsRemoved.length > 0;
		case 'cards':
			return part.lost.length + (part.removed?.length ?? 0) > 0;
		default:
			return false;
	}
}

/** The instant at which an End Date is over for certain; null: it never is. */
function endOf(expiryDate: string | null, site: Site): number | null {
	return isNoDate(expiryDate) ? null : overAt(expiryDate, site);
}
