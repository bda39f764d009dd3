import { Net2Error } from '../../net2/errors';
import type { User } from '../../net2/model';
import { compareNames, judgeName, type NameComparison } from '../identity';
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
	const comparison = compareNames(given, { ...record, email });
	const verdict = judgeName(comparison, {
		effect,
		...(verifyName !== undefined && { verifyName }),
	});
	const who = `user ${record.id}${number === undefined ? '' : ` (personnel number "${number.value}")`}`;
	if (verdict.action === 'mismatch')
		throw new Net2Error(
			'nameMismatch',
			`The ${WHAT[comparison]} of ${who} in Net2 differs from the item, so the number may belong to another employee. Nothing was written.`,
			"Check the number. If it is the same employee, correct the name in Net2 or give the email address of both. You can also switch off 'Verify Name'.",
		);
	if (verdict.action === 'warn')
		warn(`The ${WHAT[comparison]} of ${who} in Net2 differs from the item.`);
	return verdict.countsAsKeyChange;
}

const WHAT: Record<NameComparison, string> = {
	same: 'name',
	unknown: 'name',
	lastNameDiffers: 'last name',
	firstNameDiffers: 'first name',
	bothDiffer: 'first and last name',
	unconfirmed: 'name or email address',
};
