import { correlationFieldId } from '../../mapping/fields';
import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import type { User } from '../../net2/model';
import { exactNumber, mayBeSameEmployee, normalNumber } from '../identity';
import type { CreateUser, UserPlan } from '../plan/userPlan';
import type { Run } from '../run/request';
import type { NewUser } from '../run/userIndexes';

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

/**
 * Refuses a new user if another item of the run creates one with nearly the same number. Net2 does not show that user
 * yet (docs/safety-rules.md, rule 3). With different names they are two employees, and both are created.
 *
 * @throws Net2Error `duplicateKey`
 */
export function refuseNumberTwice(run: Run, { number, body }: CreateUser): void {
	const others = newUsersNear(run, number);
	const twin = others.find(
		({ value, name }) => value !== number.value && mayBeSameEmployee(body, name),
	);
	if (twin !== undefined)
		throw failure(identityMessages.newNumberTwice, {
			number: number.value,
			other: `a new user with number "${twin.value}"`,
		});
	others.push({ value: number.value, name: body });
}

/** The new users of this run whose number is the same in normal form. */
export function newUsersNear(run: Run, { fieldId, value }: CreateUser['number']): NewUser[] {
	return run.reference.index.newUsers(`${fieldId} ${normalNumber(value)}`);
}
