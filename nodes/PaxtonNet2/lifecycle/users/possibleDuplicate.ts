import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
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
	const { user, because } = duplicate;
	throw failure(MESSAGES[because], { number: key, id: user.id, present: user.number ?? '' });
}

const MESSAGES = {
	exactNumber: identityMessages.duplicateByNumber,
	number: identityMessages.duplicateBySimilarNumber,
	fullName: identityMessages.duplicateByName,
	email: identityMessages.duplicateByEmail,
} satisfies Record<PossibleDuplicate['because'], unknown>;
