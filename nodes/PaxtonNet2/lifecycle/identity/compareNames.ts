import { normalEmail, normalName, withoutAccents } from './normalForm';

/** What an item says about who is meant. What is absent or blank says nothing. */
export interface GivenName {
	firstName?: string | null;
	middleName?: string | null;
	lastName?: string | null;
	email?: string | null;
}

/** What Net2 has. */
export interface NameInNet2 {
	firstName: string | null;
	middleName: string | null;
	lastName: string | null;
	/** Null if the user has none, or if no field for email addresses is known. */
	email?: string | null;
}

/**
 * How a given name compares with the user who was found by personnel number.
 *
 * - `same`: the full name or the email address is equal in normal form.
 * - `unknown`: the item gives neither a name nor an email address.
 * - `lastNameDiffers`: the same employee under another last or middle name, as after a marriage.
 * - `firstNameDiffers`: another employee, whether or not the last name is equal or given.
 * - `bothDiffer`: first and last name differ.
 * - `unconfirmed`: nothing that is given is equal, and the first name can't decide. Only a last name or an email
 *   address differs. Or this user does not have that part of the name in Net2.
 */
export type NameComparison =
	| 'same'
	| 'unknown'
	| 'lastNameDiffers'
	| 'firstNameDiffers'
	| 'bothDiffer'
	| 'unconfirmed';

/** Compares names by safety rule 3 (docs/safety-rules.md). */
export function compareNames(given: GivenName, user: NameInNet2): NameComparison {
	if (isEqualText(given, user)) return 'same';
	const email = normalEmail(given.email);
	if (email !== '' && email === normalEmail(user.email)) return 'same';
	const whole = normalFullName(given);
	if (whole === '') return email === '' ? 'unknown' : 'unconfirmed';
	// A prefix such as "van den" is in the middle name here and in the last name there.
	if (whole === normalFullName(user)) return 'same';

	const first = compareParts(given.firstName, user.firstName);
	const last = compareLastNames(given, user);
	if (first === 'differs') return last === 'differs' ? 'bothDiffer' : 'firstNameDiffers';
	if (first === 'equal' && last === 'differs') return 'lastNameDiffers';
	if (first === 'notInNet2' || last === 'notInNet2') return 'unconfirmed';
	return last === 'differs' ? 'unconfirmed' : 'same';
}

/** Most names are equal as they are, and then they need no normal form. */
function isEqualText(given: GivenName, user: NameInNet2): boolean {
	const last = given.lastName ?? '';
	return (
		/[A-Za-z]/.test(last) &&
		last === user.lastName &&
		(given.firstName ?? '') === (user.firstName ?? '') &&
		(given.middleName ?? '') === (user.middleName ?? '')
	);
}

/** What follows from a comparison for one item. */
export interface NameVerdict {
	/** `mismatch` stops the item with the reason `nameMismatch`; `warn` goes on and says so. */
	action: 'proceed' | 'warn' | 'mismatch';
	/** Whether the user seems to have another number, which `maxKeyChangePercent` counts. */
	countsAsKeyChange: boolean;
}

/**
 * What safety rules 3 and 7 (docs/safety-rules.md) make of a comparison.
 *
 * @param item.effect `givesAccess`: a user without access gets it, by a date, a level or a card. `endsAccess`: the item
 * disables or sets an end. `other`: everything else, such as a change to a user who has access and keeps it.
 * @param item.verifyName the option of the item: the full name or the email address must match whatever the item does
 */
export function judgeName(
	comparison: NameComparison,
	item: { effect: 'givesAccess' | 'endsAccess' | 'other'; verifyName?: boolean },
): NameVerdict {
	if (comparison === 'same' || comparison === 'unknown')
		return { action: 'proceed', countsAsKeyChange: false };
	if (comparison === 'lastNameDiffers') return { action: 'warn', countsAsKeyChange: false };
	const countsAsKeyChange = comparison !== 'unconfirmed';
	const stops =
		item.verifyName === true || item.effect === 'givesAccess' || comparison === 'bothDiffer';
	return { action: stops ? 'mismatch' : 'warn', countsAsKeyChange };
}

/**
 * Whether two names are equal but for accents. That is no proof of one employee, so it gives no access. But it must not
 * keep a leaver in.
 */
export function differInAccentsOnly(given: GivenName, user: NameInNet2): boolean {
	return withoutAccents(normalFullName(given)) === withoutAccents(normalFullName(user));
}

/** Whether two new names may be of one employee. Different first or last names are of two. */
export function mayBeSameEmployee(one: GivenName, other: GivenName): boolean {
	const comparison = compareNames(one, {
		firstName: other.firstName ?? null,
		middleName: other.middleName ?? null,
		lastName: other.lastName ?? null,
		email: other.email ?? null,
	});
	return !['firstNameDiffers', 'lastNameDiffers', 'bothDiffer'].includes(comparison);
}

/** First, middle and last name in normal form as one text; blanks don't count, so neither does where they divide. */
export function normalFullName(name: {
	firstName?: string | null;
	middleName?: string | null;
	lastName?: string | null;
}): string {
	return normalName(name.firstName) + normalName(name.middleName) + normalName(name.lastName);
}

type PartComparison = 'equal' | 'differs' | 'notGiven' | 'notInNet2';

function compareParts(
	given: string | null | undefined,
	present: string | null | undefined,
): PartComparison {
	const wanted = normalName(given);
	if (wanted === '') return 'notGiven';
	const found = normalName(present);
	if (found === '') return 'notInNet2';
	return wanted === found ? 'equal' : 'differs';
}

/** The middle name counts with the last name, and only if both sides have one. */
function compareLastNames(given: GivenName, user: NameInNet2): PartComparison {
	const last = compareParts(given.lastName, user.lastName);
	if (last !== 'differs' && last !== 'equal') return last;
	const withMiddle = (name: GivenName) => normalName(name.middleName) + normalName(name.lastName);
	if (withMiddle(given) === withMiddle(user)) return 'equal';
	if (last === 'differs') return 'differs';
	return compareParts(given.middleName, user.middleName) === 'differs' ? 'differs' : 'equal';
}
