import type { Clock } from '../../net2/clock';
import type { Net2Client } from '../../net2/client';
import { rehearseMessages } from '../../messages/rehearse';
import { endsTheRun, failure, Net2Error } from '../../net2/errors';
import type { AccessLevel, Door, User } from '../../net2/model';
import type { PutMember, SiteProfile } from '../../net2/siteProfile';
import type { MarkerKey } from '../marker/userMarker';
import type { FailingRun } from '../result/failure';
import type { RehearsalFields, RehearsalName } from './rehearsalUser';

/** A rehearsal never sends more requests than this, signing in and repeated requests included. */
export const MAX_REQUESTS = 60;
/** Kept back for removing the user (3, if its absence is answered by 400) and for the refresh token (2). */
const RESERVE = 5;

/** What a rehearsal works with. */
export interface RehearsalServices extends FailingRun {
	net2: Net2Client;
	/** A client of the same server that a cancellation of the run does not stop. It removes the user. */
	cleanUp: Net2Client;
	clock: Clock;
	markerKey: MarkerKey;
	/** Requests sent so far by both clients. */
	requests(): number;
	/** Whether Net2 ends a refresh token with its first use. Null: it cannot be found out with this sign-in. */
	refreshRotates(): Promise<boolean | null>;
	/** Whether to try a card, with a random number and marked lost at once. */
	tryCard: boolean;
	/** Whether to try a photo. */
	tryPhoto: boolean;
}

/** What a rehearsal finds out, each with a finding of its own. */
export interface Facts {
	putForm: { lost: PutMember[]; untested: PutMember[] };
	customFields: 'merged' | 'replaced';
	dateForm: SiteProfile['dateForm'];
	pinReadable: 'yes' | 'masked' | 'hidden';
	clearLevels: 'empty' | 'zero' | 'either';
	omittedIndividualDoors: 'kept' | 'cleared';
	departmentNone: 'listed' | 'hidden';
	expiredListed: SiteProfile['expiredListed'];
	deletedListed: SiteProfile['deletedListed'];
	missingUser: NonNullable<SiteProfile['missingUser']>;
	writeStatuses: SiteProfile['writeStatuses'];
	parallel: 'helps' | 'no';
	maxQueryLength: number;
	eventDialect: NonNullable<SiteProfile['eventDialect']>;
	eventsByUserAndTime: boolean;
	refreshRotates: boolean;
	photo: 'kept' | 'changed';
}

export type Topic = keyof Facts;

/** One rehearsal under way. */
export class Rehearsal {
	readonly facts: Partial<Facts> = {};
	/** What each fact was concluded from, or why it was not found out. */
	readonly evidence = new Map<Topic, string>();
	readonly warnings: string[] = [];
	/** How long each reading of the user took, in ms. */
	readonly durations: number[] = [];
	/** Null until the user exists. */
	userId: number | null = null;
	/** Whether the user is gone again. */
	isRemoved = false;
	/** Whether the user may have an access level or a door. Then it gets no PIN, no card and no other dates. */
	mayHaveAccess = false;
	/** Whether the newest reading of the user showed that its access has ended. */
	hasEnded = false;
	/** The dates of the user before a PUT leaves them out. */
	dates: Pick<User, 'expiryDate' | 'activateDate'> | undefined;
	/** Whether a reading showed the value of the second custom field. */
	hasSecondValue = false;
	net2Version: string | null = null;
	level: AccessLevel | undefined;
	door: Door | undefined;
	fields: RehearsalFields = { personnelIds: [14] };

	constructor(
		readonly services: RehearsalServices,
		readonly name: RehearsalName,
	) {}

	get net2(): Net2Client {
		return this.services.net2;
	}

	/** The id of the user, once it exists. */
	get id(): number {
		if (this.userId !== null) return this.userId;
		throw failure(rehearseMessages.noUserYet);
	}

	now(): number {
		return this.services.clock.now();
	}

	/** Whether this number of requests can be sent, and the user removed afterwards. If not, the question is left out. */
	canAfford(requests: number): boolean {
		const { rest, sql } = this.facts.expiredListed ?? { rest: true, sql: true };
		const lists = (rest === true ? 1 : 0) + (sql === true ? 1 : 0);
		const reserve = this.isRemoved ? 0 : RESERVE + lists;
		return this.services.requests() + requests + reserve <= MAX_REQUESTS;
	}

	learn<Name extends Topic>(topic: Name, fact: Facts[Name], evidence: string): void {
		const facts: Partial<Pick<Facts, Name>> = this.facts;
		facts[topic] = fact;
		this.evidence.set(topic, evidence);
	}

	/** Why something could not be found out. What was found out already stays. */
	leaveOpen(topics: readonly Topic[], why: string): void {
		for (const topic of topics)
			if (this.facts[topic] === undefined && !this.evidence.has(topic))
				this.evidence.set(topic, why);
	}

	/**
	 * Finds something out. A failure concerns only these topics, unless it ends the run.
	 *
	 * @param requests how many requests it takes at most
	 */
	async answer(
		topics: readonly Topic[],
		requests: number,
		find: () => Promise<void>,
	): Promise<void> {
		if (!this.canAfford(requests)) {
			this.leaveOpen(
				topics,
				`The rehearsal stopped its questions before ${MAX_REQUESTS} requests.`,
			);
			return;
		}
		try {
			await find();
		} catch (error) {
			if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
			this.leaveOpen(topics, error.message);
		}
	}

	/** @throws Net2Error `conflict` if the user is gone, since another program must have deleted it */
	async readUser(): Promise<User> {
		const startedAt = this.now();
		const user = await this.net2.users.get(this.id);
		this.durations.push(this.now() - startedAt);
		if (user === undefined) throw failure(rehearseMessages.userGone, { id: this.id });
		return user;
	}
}

/** The result, or undefined if Net2 refuses this request. Other errors are thrown. */
export async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
	return await request.catch((error: unknown) => {
		if (isRefusal(error)) return undefined;
		throw error;
	});
}

/** Whether Net2 answered, and its answer was no. */
export function isRefusal(error: unknown): error is Net2Error {
	if (!(error instanceof Net2Error) || error.call.brokeOff || error.call.timedOut) return false;
	return (
		error.reason === 'badInput' || error.reason === 'badReply' || error.reason === 'notAllowed'
	);
}
