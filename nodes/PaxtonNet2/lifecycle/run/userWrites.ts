import type { User, UserBody } from '../../net2/model';
import { countsForWrites, type SiteProfile } from '../../net2/siteProfile';
import type { WriteForm } from '../../net2/userUpdate';
import type { Net2Client } from '../../net2/client';

const TEXTS = ['firstName', 'middleName', 'lastName', 'telephone', 'extension', 'fax'] as const;
const FLAGS = ['isAlarmUser', 'isAntiPassbackUser', 'isLockdownExempt'] as const;

/** What a PUT left out although the user has it: a member, the PIN, or a custom field. */
export type LeftOut =
	| { of: 'text'; name: (typeof TEXTS)[number]; value: string }
	| { of: 'flag'; name: (typeof FLAGS)[number] }
	| { of: 'pin' }
	| { of: 'customField'; id: number; value: string };

/**
 * What a process has learned about one server. It is the form of a write, and members that survive
 * a PUT without them (safety rule 2, docs/safety-rules.md).
 */
export class UserWrites {
	form: WriteForm = 'short';
	/** Whether `[0]` is tried before `[]` to remove all levels. */
	clearsByZero = false;
	/** What an end date keeps of its time. Then a time that Net2 drops is no surprise. Null: not known. */
	storedTime: SiteProfile['dateForm']['stored'] = null;
	/** Whether Net2 returns users without their PIN. Then a PIN that is not returned may be there all the same. */
	hidesPins = false;
	/** Whether Net2 records each change to a user as one event that can be selected. Only a site profile says so. */
	countsChanges = false;
	/** By user, how many changes of this process Net2 has recorded as an event. */
	private readonly changes = new Map<number, number>();
	/** Resolves when the site profile has been looked at; undefined before that begins. */
	profileRead: Promise<void> | undefined;
	/** Whether a PUT of this process has been read back. */
	wroteOne = false;
	private wroteCustomFields = false;
	private readonly survived = new Set<string>();

	/** Chooses how to write before anything has been lost. */
	choose(profile: SiteProfile): void {
		const { putForm, customFields, clearLevels, dateForm, pinReadable } = profile;
		const isLost = putForm?.lost.some((name) => name !== 'expiryDate' && name !== 'activateDate');
		if (putForm?.lost.includes('pin') === true) this.form = 'completeWithPin';
		else if (isLost === true || customFields === 'replaced') this.form = 'complete';
		this.clearsByZero = clearLevels === 'zero';
		this.storedTime = dateForm.stored;
		this.hidesPins = pinReadable === 'hidden';
		this.countsChanges = profile.eventsByUserAndTime === true;
	}

	/**
	 * Whether a PUT with this body has to go alone. That is the first of the process, and the first with custom fields.
	 * It is also one that leaves out what no PUT before has left out. So at most one user loses a value, and gets it
	 * back.
	 */
	goesAlone(user: User, body: UserBody): boolean {
		if (!this.wroteOne || (body.customFields !== undefined && !this.wroteCustomFields)) return true;
		return leftOut(user, body).some((one) => !this.survived.has(nameOf(one, body)));
	}

	/** Notes a write that Net2 records as one event. */
	noteChange(userId: number): void {
		if (this.countsChanges) this.changes.set(userId, (this.changes.get(userId) ?? 0) + 1);
	}

	/** By user, how many there are. */
	changesSoFar(): ReadonlyMap<number, number> {
		return new Map(this.changes);
	}

	/** Learns from a PUT that was read back at once. */
	learn(user: User, body: UserBody, lost: readonly LeftOut[]): void {
		this.wroteOne = true;
		if (body.customFields !== undefined) this.wroteCustomFields = true;
		if (lost.some(({ of }) => of === 'pin')) this.form = 'completeWithPin';
		else if (lost.length > 0 && this.form === 'short') this.form = 'complete';
		const gone = new Set(lost.map((one) => nameOf(one, body)));
		for (const name of leftOut(user, body).map((one) => nameOf(one, body)))
			if (!gone.has(name)) this.survived.add(name);
	}
}

/** What a process keeps about the writes of each server. */
interface KnownWrites {
	userWrites(origin: string): UserWrites;
}

/**
 * Works on the first one alone until this process has read a PUT back. Then it works on all others (safety rule 2,
 * docs/safety-rules.md). So the others need not wait with their own readings outdated.
 */
export async function firstAlone<T, Done>(
	{ net2, processState }: { net2: Pick<Net2Client, 'origin'>; processState: KnownWrites },
	all: readonly T[],
	work: (one: T) => Promise<Done>,
): Promise<Done[]> {
	const [first, ...others] = all;
	if (first === undefined || processState.userWrites(net2.origin).wroteOne)
		return await Promise.all(all.map(work));
	const done = await work(first);
	return [done, ...(await Promise.all(others.map(work)))];
}

/**
 * Once for each process and server. A site profile of the same Net2 version chooses the form of writes, and how
 * levels are cleared. It never replaces the proof (safety rule 2, docs/safety-rules.md). It may read Net2, so it comes before the
 * reading that a write follows.
 */
export async function followSiteProfile({
	net2,
	processState,
	siteProfile,
}: {
	net2: Net2Client;
	processState: KnownWrites;
	siteProfile?: SiteProfile | undefined;
}): Promise<void> {
	if (siteProfile === undefined) return;
	const writes = processState.userWrites(net2.origin);
	const choose = async () => {
		if (countsForWrites(siteProfile, await net2.server.version())) writes.choose(siteProfile);
	};
	writes.profileRead ??= choose().catch((error: unknown) => {
		writes.profileRead = undefined;
		throw error;
	});
	await writes.profileRead;
}

/** Members with a value that this body does not name. Dates are always named. */
export function leftOut(user: User, body: UserBody): LeftOut[] {
	const found: LeftOut[] = [];
	for (const name of TEXTS) {
		const value = user[name] ?? '';
		if (value !== '' && body[name] === undefined) found.push({ of: 'text', name, value });
	}
	for (const name of FLAGS)
		if (user[name] === true && body[name] === undefined) found.push({ of: 'flag', name });
	if (hasPin(user) && body.pin === undefined) found.push({ of: 'pin' });
	const named = new Set(body.customFields?.map(({ id }) => id));
	for (const { id, value } of user.customFields)
		if (value !== null && value !== '' && !named.has(id))
			found.push({ of: 'customField', id, value });
	return found;
}

/** Which of these read back empty. */
export function lostAmong(members: readonly LeftOut[], after: User): LeftOut[] {
	return members.filter((one) => {
		switch (one.of) {
			case 'text':
				return (after[one.name] ?? '') === '';
			case 'flag':
				return after[one.name] === false;
			case 'pin':
				return !hasPin(after);
			case 'customField':
				return (after.customFields.find(({ id }) => id === one.id)?.value ?? '') === '';
		}
	});
}

/** The members to write again; a PIN is never written back. */
export function repairOf(lost: readonly LeftOut[]): UserBody {
	const body: UserBody = {};
	const fields = lost.flatMap((one) =>
		one.of === 'customField' ? [{ id: one.id, value: one.value }] : [],
	);
	for (const one of lost) {
		if (one.of === 'text') body[one.name] = one.value;
		if (one.of === 'flag') body[one.name] = true;
	}
	return fields.length === 0 ? body : { ...body, customFields: fields };
}

/** For messages; values are not shown. */
export function describeLeftOut(members: readonly LeftOut[]): string {
	return members
		.map((one) => {
			if (one.of === 'pin') return 'the PIN';
			return one.of === 'customField' ? `custom field ${one.id}` : one.name;
		})
		.join(', ');
}

/** A server may keep custom fields when none is sent, and clear the others when some are. */
function nameOf(one: LeftOut, { customFields }: UserBody): string {
	if (one.of === 'customField')
		return customFields === undefined ? 'customFields' : 'other customFields';
	return one.of === 'pin' ? 'pin' : one.name;
}

/** A server that shows something else in the place of a PIN shows that there is one. */
function hasPin({ pin, pinHidden }: User): boolean {
	return (pin ?? '') !== '' || pinHidden === 'masked';
}
