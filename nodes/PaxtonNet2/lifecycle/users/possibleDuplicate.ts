import { Net2Error } from '../../net2/errors';
import { findPossibleDuplicates, type PossibleDuplicate } from '../identity';
import type { DesiredUser } from '../plan/desiredUser';
import type { Run } from '../run/request';
import type { TargetUser } from './targetUser';

/**
 * Refuses to create a user who may be in Net2 already (docs/safety-rules.md, rule 3). The number is equal in normal
 * form, or a user without a number has the same name or email address.
 *
 * @param allowed ids of users who really are other people
 */
export async function refusePossibleDuplicate(
	run: Run,
	{ key, fieldId }: TargetUser,
	identity: NonNullable<DesiredUser['identity']>,
	allowed: number[] = [],
): Promise<void> {
	if (key === null || fieldId === null) return;
	const index = await run.reference.index.identities(fieldId, identity.emailFieldId);
	const duplicates = findPossibleDuplicates({ ...identity.given, number: key }, index, {
		allowDuplicateOf: allowed,
	});
	if (duplicates.length === 0) return;
	// The list may contain users who were deleted (docs/net2-api.md), so the user's own record decides.
	const present = await run.reference.present(duplicates.map(({ user }) => user.id));
	const duplicate = duplicates.find(({ user }) => present.has(user.id));
	if (duplicate === undefined) return;
	throw new Net2Error(
		'possibleDuplicate',
		`A new user with personnel number "${key}" may be a duplicate of user ${duplicate.user.id}, ${WHY[duplicate.because](duplicate)}. Nothing was written.`,
		`If it is the same employee, write the number into user ${duplicate.user.id} in Net2. If it is another employee, add ${duplicate.user.id} to 'Allow Duplicate Of'.`,
	);
}

const WHY: Record<PossibleDuplicate['because'], (duplicate: PossibleDuplicate) => string> = {
	exactNumber: () => 'who has this number',
	number: ({ user }) => `whose number "${user.number ?? ''}" is nearly the same`,
	fullName: () => 'who has the same name and no number',
	email: () => 'who has the same email address and no number',
};
