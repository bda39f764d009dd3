import { correlationFieldId } from '../../mapping/fields';
import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import type { User } from '../../net2/model';
import { exactNumber, normalNumber } from '../identity';
import type { UserPlan } from '../plan/userPlan';
import type { Run } from '../run/request';

/**
 * Refuses a plan that gives a user the personnel number of another user (docs/safety-rules.md, rule 3). The same is true
 * for a number that another item of the run gives. If two users have one number, an item finds neither of them. Then a
 * leaver keeps access.
 *
 * @param fieldId the custom field with the number. Null: the usual one
 * @throws Net2Error `duplicateKey`, also if the two numbers differ only in their form
 */
export async function refuseSharedNumber(
	run: Run,
	fieldId: number | null,
	{ record, plan }: { record: User; plan: UserPlan },
): Promise<void> {
	const fields = plan.operations.flatMap((operation) =>
		operation.type === 'writeRecord' ? (operation.set.customFields ?? []) : [],
	);
	if (fields.length === 0) return;
	const field = fieldId ?? correlationFieldId(undefined, await run.reference.customFields());
	const number = exactNumber(fields.findLast(({ id }) => id === field)?.value);
	const present = exactNumber(record.customFields.find(({ id }) => id === field)?.value);
	if (normalNumber(number) === '' || number === present) return;
	const index = await run.reference.index.numbers(field);
	const [holder] = index.byNormalNumber(number).filter(({ id }) => id !== record.id);
	if (holder !== undefined)
		throw failure(identityMessages.numberOfOtherUser, {
			id: record.id,
			number,
			holder: holder.id,
			present: holder.number ?? '',
		});
	const other = run.reference.index.claim(field, normalNumber(number), record.id);
	if (other !== record.id)
		throw failure(identityMessages.numberGivenTwice, { id: record.id, number, other });
}
