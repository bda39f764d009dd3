import { Net2Error } from '../../net2/errors';
import type { Failure } from '../result/result';
import { explainReported } from '../result/failure';
import { explain, failed } from '../result/resultBuilder';
import { findAccess } from './accessQuestions';
import { tryCard } from './cardQuestions';
import { createUser } from './createUser';
import { findEvents } from './eventQuestions';
import { findingsOf, type RehearsalFinding } from './findings';
import { findDeleted, findDepartmentNone, findExpired } from './listQuestions';
import { tryPhoto } from './photoQuestion';
import { findCustomFields, findDates, findPutForm } from './recordQuestions';
import { Rehearsal, unlessRefused, type RehearsalServices, type Topic } from './rehearsal';
import { chooseFields, newRehearsalName } from './rehearsalUser';
import { removeUser } from './removeUser';
import { findParallel, findQueryLength } from './serverQuestions';
import { siteProfileOf, statusesOf } from './siteProfileOf';

export type { RehearsalServices } from './rehearsal';
export type { RehearsalFinding } from './findings';

/** The last item: what the findings come to, and what became of the user. */
export interface RehearsalSummary {
	operation: string;
	kind: 'summary';
	/** `userLeft`: all questions were answered, and the user of the rehearsal may still be in Net2. */
	outcome: 'rehearsed' | 'userLeft';
	summary: string;
	/** JSON text for the field 'Site Profile' of the credential. */
	siteProfile: string;
	net2Version: string | null;
	user: { id: number; name: string; removed: boolean };
	/** Ids of users of earlier rehearsals that this one removed. */
	leftoversRemoved: number[];
	/** Requests that were sent, signing in included. */
	requests: number;
	warnings: string[];
}

/**
 * Finds out how this server behaves, with one user that can never open a door. The user is removed at the end, also
 * after a failure and after a cancellation.
 *
 * @returns one finding for each question and then the summary; or why the rehearsal stopped. If the user could not be
 * removed, the result names its id
 */
export async function rehearse(
	services: RehearsalServices,
): Promise<Array<RehearsalFinding | RehearsalSummary> | Failure> {
	const name = newRehearsalName(() => services.clock.random());
	const rehearsal = new Rehearsal(services, name);
	let leftoversRemoved: number[] = [];
	let stopped: Net2Error | undefined;
	try {
		await prepare(rehearsal);
		await createUser(rehearsal);
		leftoversRemoved = await findWithUser(rehearsal);
	} catch (error) {
		stopped = explain(error);
	}
	const left = await removeOwn(rehearsal);
	if (stopped === undefined && left === undefined) {
		try {
			await findWithoutUser(rehearsal);
		} catch (error) {
			// The user is gone, so what is known is worth more than what is missing.
			const explained = explainReported(services, error);
			if (explained.reason === 'cancelled') stopped = explained;
			else rehearsal.warnings.push(explained.explanation);
		}
	}
	if (stopped !== undefined) return failure(rehearsal, stopped, left);
	rehearsal.learn('writeStatuses', statusesOf(rehearsal), 'Each status is one that Net2 returned.');
	return [...findingsOf(rehearsal), summaryOf(rehearsal, left, leftoversRemoved)];
}

/** What the site has. Nothing is written. The readings go out together, which opens as many connections as are used later. */
async function prepare(rehearsal: Rehearsal): Promise<void> {
	const { net2 } = rehearsal;
	const [version, fields, levels, doors] = await Promise.all([
		net2.server.version(),
		unlessRefused(net2.users.customFields()),
		unlessRefused(net2.accessLevels.list()),
		unlessRefused(net2.doors.list()),
	]);
	rehearsal.net2Version = version;
	rehearsal.fields = chooseFields(fields ?? []);
	rehearsal.level = levels?.find(({ id }) => id > 0);
	rehearsal.door = doors?.[0];
}

/** The order keeps access levels and doors apart from other dates, a PIN and a card. */
async function findWithUser(rehearsal: Rehearsal): Promise<number[]> {
	let leftoversRemoved: number[] = [];
	const record: Topic[] = ['putForm', 'pinReadable'];
	await rehearsal.answer(['dateForm'], 1, async () => await findDates(rehearsal));
	await rehearsal.answer(['customFields'], 2, async () => await findCustomFields(rehearsal));
	await rehearsal.answer(['departmentNone'], 2, async () => await findDepartmentNone(rehearsal));
	await rehearsal.answer(['expiredListed'], 2, async () => {
		leftoversRemoved = await findExpired(rehearsal);
	});
	const access: Topic[] = ['clearLevels', 'omittedIndividualDoors'];
	await rehearsal.answer(access, 7, async () => await findAccess(rehearsal));
	await rehearsal.answer(record, 8, async () => await findPutForm(rehearsal));
	if (rehearsal.services.tryCard)
		await rehearsal.answer([], 3, async () => await tryCard(rehearsal));
	if (rehearsal.services.tryPhoto)
		await rehearsal.answer(['photo'], 2, async () => await tryPhoto(rehearsal));
	await rehearsal.answer(['parallel'], 4, async () => await findParallel(rehearsal));
	const events: Topic[] = ['eventDialect', 'eventsByUserAndTime'];
	await rehearsal.answer(events, 4, async () => await findEvents(rehearsal));
	await rehearsal.answer(['maxQueryLength'], 1, async () => await findQueryLength(rehearsal));
	return leftoversRemoved;
}

/** Why the user may still exist; undefined if it is gone, or never existed. */
async function removeOwn(rehearsal: Rehearsal): Promise<Net2Error | undefined> {
	const { services, userId } = rehearsal;
	if (userId === null) return undefined;
	const removal = await removeUser(services.cleanUp, userId).catch((error: unknown) =>
		explainReported(services, error),
	);
	if (removal instanceof Net2Error) return removal;
	rehearsal.isRemoved = true;
	rehearsal.learn('missingUser', removal, 'The node read the user after it was deleted.');
	return undefined;
}

async function findWithoutUser(rehearsal: Rehearsal): Promise<void> {
	const { facts, services } = rehearsal;
	const lists = facts.expiredListed;
	if (lists !== undefined && rehearsal.canAfford(2)) await findDeleted(rehearsal);
	if (!rehearsal.canAfford(2)) return;
	const rotates = await services.refreshRotates();
	if (rotates === null)
		rehearsal.leaveOpen(['refreshRotates'], 'Net2 did not renew this sign-in without a person.');
	else
		rehearsal.learn(
			'refreshRotates',
			rotates,
			rotates
				? 'Net2 refused a refresh token that had been used once.'
				: 'Net2 accepted a refresh token a second time, or returned no new one.',
		);
}

function failure(rehearsal: Rehearsal, stopped: Net2Error, left: Net2Error | undefined): Failure {
	const { name, userId, warnings, facts, services } = rehearsal;
	const user =
		userId === null
			? warnings.join(' ')
			: left === undefined
				? `User ${userId} of the rehearsal was removed.`
				: leftBehind(userId, name.whole);
	const { reason, message, remedy, call } = stopped;
	const error = new Net2Error(reason, joined(message, user), remedy, call, [stopped]);
	const done = Object.keys(facts).map((topic) => `Found out: ${topic}.`);
	return failed(services, error, { userId: left === undefined ? null : userId, done });
}

function joined(message: string, more: string): string {
	if (more === '') return message;
	return `${message}${/[.!?]$/.test(message) ? '' : '.'} ${more}`;
}

function leftBehind(id: number, name: string): string {
	return `User ${id} ('${name}') may still be in Net2. Delete this user, or run 'Connection: Rehearse' again.`;
}

function summaryOf(
	rehearsal: Rehearsal,
	left: Net2Error | undefined,
	leftoversRemoved: number[],
): RehearsalSummary {
	const { id, name, services, warnings, net2Version, facts } = rehearsal;
	const findings = findingsOf(rehearsal).length;
	const found = Object.keys(facts).length;
	const removed = left === undefined;
	return {
		operation: services.operation,
		kind: 'summary',
		outcome: removed ? 'rehearsed' : 'userLeft',
		summary: removed
			? `Answered ${found} of ${findings} questions and removed the user of the rehearsal`
			: `Answered ${found} of ${findings} questions. User ${id} may still be in Net2`,
		siteProfile: siteProfileOf(rehearsal),
		net2Version,
		user: { id, name: name.whole, removed },
		leftoversRemoved,
		requests: services.requests(),
		warnings: removed ? warnings : [`${leftBehind(id, name.whole)} ${left.message}`, ...warnings],
	};
}
