import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import type { User } from '../../net2/model';
import { compareNames, differInAccentsOnly, judgeName, type NameComparison } from '../identity';
import type { DesiredUser } from './desiredUser';

/**
 * Compares who the item means with the user who was found (docs/safety-rules.md, rule 3).
 *
 * @returns whether the user seems to have another number now
 * @throws Net2Error `nameMismatch`; the message names ids and numbers, never another employee
 */
export function checkIdentity(
	record: User,
	{ identity, number }: Pick<DesiredUser, 'identity' | 'number'>,
	effect: 'givesAccess' | 'endsAccess' | 'other',
	warn: (message: string) => void,
): boolean {
	if (identity === undefined || identity.verifyName === false) return false;
	const { given, emailFieldId, verifyName } = identity;
	const email = record.customFields.find(({ id }) => id === emailFieldId)?.value ?? null;
	const user = { ...record, email };
	const compared = compareNames(given, user);
	const isClose =
		effect === 'endsAccess' && compared === 'bothDiffer' && differInAccentsOnly(given, user);
	const comparison = isClose ? 'unconfirmed' : compared;
	const verdict = judgeName(comparison, {
		effect,
		...(verifyName !== undefined && { verifyName }),
	});
	const part = PARTS[comparison];
	const { id } = record;
	if (verdict.action === 'mismatch')
		throw number === undefined
			? failure(identityMessages.otherName, { part, id })
			: failure(identityMessages.otherNameForNumber, { part, id, number: number.value });
	if (verdict.action === 'warn') {
		const who = number === undefined ? '' : ` (personnel number "${number.value}")`;
		warn(`The ${part} of user ${id}${who} in Net2 differs from the item.`);
	}
	return verdict.countsAsKeyChange;
}

const PARTS: Record<NameComparison, string> = {
	same: 'name',
	unknown: 'name',
	lastNameDiffers: 'last name',
	firstNameDiffers: 'first name',
	bothDiffer: 'first and last name',
	unconfirmed: 'name or email address',
};
