import { rehearseMessages } from '../../messages/rehearse';
import { failure } from '../../net2/errors';
import type { User, UserBody } from '../../net2/model';
import { putMembers, type PutMember } from '../../net2/siteProfile';
import { storedForm, zoneForm } from './dateForm';
import type { Rehearsal } from './rehearsal';
import {
	DATES,
	hasEnded,
	hasRehearsalMarker,
	RECORD,
	rehearsalMarker,
	SECOND_FIELD_VALUE,
} from './rehearsalUser';

/*
 * What a PUT on a user does to what it leaves out. Dates, other members and the last name are left out in three PUTs.
 * One reading follows each. So the user keeps its end date while it has a PIN, and never loses its whole name.
 */

/** Reads the new user, and how its dates are stored and returned. */
export async function findDates(rehearsal: Rehearsal): Promise<void> {
	const user = await rehearsal.readUser();
	rehearsal.hasEnded = hasEnded(user, rehearsal.now());
	const { expiryDate, activateDate } = user;
	rehearsal.dates = { expiryDate, activateDate };
	const { second } = rehearsal.fields;
	rehearsal.hasSecondValue = second !== undefined && valueOf(user, second.id) !== '';
	rehearsal.learn(
		'dateForm',
		{ stored: storedForm(expiryDate), zone: zoneForm([expiryDate, activateDate]) },
		`The node sent ${String(DATES.expiryDate)}. Net2 returned ${String(expiryDate)}.`,
	);
}

/** Writes the marker, and with it finds out what happens to a custom field that a PUT does not name. */
export async function findCustomFields(rehearsal: Rehearsal): Promise<void> {
	const { net2, id, name, fields, services } = rehearsal;
	const { marker, second } = fields;
	const { firstName, lastName } = name;
	const body: UserBody = { firstName, lastName, ...DATES, ...RECORD };
	if (marker === undefined) {
		await net2.users.update(id, body);
		rehearsal.leaveOpen(['customFields'], 'No custom field has room for the marker.');
		return;
	}
	const value = rehearsalMarker(id, services.markerKey);
	await net2.users.update(id, { ...body, customFields: [{ id: marker.id, value }] });
	const user = await rehearsal.readUser();
	rehearsal.hasEnded = hasEnded(user, rehearsal.now());
	if (!hasRehearsalMarker(user, fields, services.markerKey))
		rehearsal.warnings.push(
			`Net2 did not return the marker in custom field ${marker.id} as the node wrote it. Choose another marker field for your workflows.`,
		);
	if (second === undefined || !rehearsal.hasSecondValue) {
		const why = 'No second custom field had a value that could be kept or lost.';
		rehearsal.leaveOpen(['customFields'], why);
		return;
	}
	const kept = valueOf(user, second.id) !== '';
	rehearsal.learn(
		'customFields',
		kept ? 'merged' : 'replaced',
		`A PUT named field ${marker.id}. Field ${second.id} ${kept ? 'kept its value' : 'is empty now'}.`,
	);
}

/**
 * Finds out what a PUT loses, and whether a PIN can be read.
 *
 * @throws Net2Error `conflict` if the user may still have access. Then its dates stay as they are
 */
export async function findPutForm(rehearsal: Rehearsal): Promise<void> {
	await requireNoAccess(rehearsal);
	const { net2, id, name } = rehearsal;
	const { firstName, lastName } = name;
	const names = { firstName, lastName };
	const lost = new Set<PutMember>();
	const untested = new Set<PutMember>();

	// As the reading before this one showed them.
	const before = rehearsal.dates ?? (await rehearsal.readUser());
	await net2.users.update(id, { ...names, ...wholeRecord(rehearsal) });
	const withoutDates = await rehearsal.readUser();
	rehearsal.hasEnded = hasEnded(withoutDates, rehearsal.now());
	for (const member of ['expiryDate', 'activateDate'] as const) {
		if (before[member] === null) untested.add(member);
		else if (withoutDates[member] !== before[member]) lost.add(member);
	}

	const pin = newPin(() => rehearsal.services.clock.random());
	await net2.users.update(id, { ...names, ...DATES, ...wholeRecord(rehearsal), pin });
	const complete = await rehearsal.readUser();
	rehearsal.hasEnded = hasEnded(complete, rehearsal.now());
	learnPin(rehearsal, complete, pin);

	await net2.users.update(id, { ...DATES, lastName });
	const withoutMost = await rehearsal.readUser();
	for (const member of putMembers) {
		if (member === 'expiryDate' || member === 'activateDate' || member === 'lastName') continue;
		if (!isSet(complete, member)) untested.add(member);
		else if (!isSet(withoutMost, member)) lost.add(member);
	}

	await net2.users.update(id, {
		...DATES,
		...wholeRecord(rehearsal),
		firstName: name.whole,
		pin: '',
	});
	const withoutLastName = await rehearsal.readUser();
	rehearsal.hasEnded = hasEnded(withoutLastName, rehearsal.now());
	if (!isSet(withoutLastName, 'lastName')) lost.add('lastName');

	const inOrder = (members: Set<PutMember>) => putMembers.filter((member) => members.has(member));
	const found = { lost: inOrder(lost), untested: inOrder(untested) };
	rehearsal.learn('putForm', found, evidenceOf(found));
}

/** @throws Net2Error `conflict` unless a reading shows that the user has no level and no door */
export async function requireNoAccess(rehearsal: Rehearsal): Promise<void> {
	if (!rehearsal.mayHaveAccess) return;
	const permissions = await rehearsal.net2.users.doorPermissions(rehearsal.id);
	const { accessLevels = [], individualPermissions = [] } = permissions ?? {};
	if (accessLevels.every((level) => level === 0) && individualPermissions.length === 0) {
		rehearsal.mayHaveAccess = false;
		return;
	}
	throw failure(rehearseMessages.mayHaveAccess);
}

/** Everything but names, dates and PIN. */
function wholeRecord({ fields, id, services: { markerKey } }: Rehearsal): UserBody {
	const { marker, second } = fields;
	const customFields = [
		...(second === undefined ? [] : [{ id: second.id, value: SECOND_FIELD_VALUE }]),
		...(marker === undefined ? [] : [{ id: marker.id, value: rehearsalMarker(id, markerKey) }]),
	];
	return { ...RECORD, ...(customFields.length > 0 && { customFields }) };
}

/** Six digits. They open nothing, because the user has no level and no door. */
function newPin(random: () => number): string {
	return String(100_000 + Math.floor(random() * 900_000));
}

function learnPin(rehearsal: Rehearsal, { pin, pinHidden }: User, sent: string): void {
	if (pin === sent)
		rehearsal.learn('pinReadable', 'yes', 'Net2 returned the PIN that it was given.');
	else if (pinHidden === 'masked' || (pin ?? '') !== '')
		rehearsal.learn('pinReadable', 'masked', 'Net2 returned other characters in place of the PIN.');
	else rehearsal.learn('pinReadable', 'hidden', 'Net2 returned the user without the PIN.');
}

/** Whether a member has a value that can be seen. */
function isSet(user: User, member: PutMember): boolean {
	if (member === 'customFields') return user.customFields.some(({ value }) => (value ?? '') !== '');
	if (member === 'pin') return user.pinHidden === 'masked' || (user.pin ?? '') !== '';
	const value = user[member];
	return value !== null && value !== undefined && value !== '' && value !== false;
}

function valueOf({ customFields }: User, fieldId: number): string {
	return customFields.find(({ id }) => id === fieldId)?.value ?? '';
}

function evidenceOf({ lost, untested }: { lost: PutMember[]; untested: PutMember[] }): string {
	const losses =
		lost.length === 0 ? 'Nothing was lost' : `These members were lost: ${lost.join(', ')}`;
	const open = untested.length === 0 ? '' : ` These could not be tested: ${untested.join(', ')}.`;
	return `Three PUTs left out the dates, the last name, and everything else. ${losses}.${open}`;
}
