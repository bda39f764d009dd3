import { correlationFieldId } from '../../mapping/fields';
import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import type { User } from '../../net2/model';
import { exactNumber, normalNumber } from '../identity';
import type { CreateUser, UserPlan } from '../plan/userPlan';
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
	const who = `user ${record.id}`;
	const other = run.reference.index.claim(field, normalNumber(number), who);
	if (other !== who)
		throw failure(identityMessages.numberGivenTwice, { id: record.id, number, other });
}

/**
 * Refuses a new user if another item of the run gives the number, in normal form, to another user. Net2 does not show
 * that user yet (docs/safety-rules.md, rule 3).
 *
 * @throws Net2Error `duplicateKey`
 */
export function refuseNumberTwice(run: Run, number: CreateUser['number']): void {
	const other = claimNewNumber(run, number);
	if (other !== newUserWith(number))
		throw failure(identityMessages.newNumberTwice, { number: number.value, other });
}

/** Gives a number to a new user, unless an earlier item of the run gives it to another user. Returns who has it. */
export function claimNewNumber(run: Run, number: CreateUser['number']): string {
	const { fieldId, value } = number;
	return run.reference.index.claim(fieldId, normalNumber(value), newUserWith(number));
}

function newUserWith({ value }: CreateUser['number']): string {
	return `a new user with number "${value}"`;
}
