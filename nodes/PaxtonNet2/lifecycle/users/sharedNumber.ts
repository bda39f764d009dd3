import { customFieldName } from '../../mapping/customFields';
import { correlationFieldId } from '../../mapping/fields';
import { identityMessages } from '../../messages/identity';
import { failure, type Net2Error } from '../../net2/errors';
import type { CustomFieldValue, User } from '../../net2/model';
import { exactNumber, mayBeSameEmployee, normalNumber } from '../identity';
import type { CreateUser, UserPlan } from '../plan/userPlan';
import type { Run } from '../run/request';
import type { NewUser } from '../run/userIndexes';

/**
 * Refuses a plan that gives a user the personnel number of another user (docs/safety-rules.md, rule 3). The same is true
 * for a number that another item of the run gives. If two users have one number, an item finds neither of them. Then a
 * leaver keeps access. The usual number field counts as well where the item finds users by another field, such as the
 * email.
 *
 * @param fieldId the custom field with the number. Null: the usual one
 * @returns the plan. One that ends access goes on without the number, since nothing delays an end date (rule 7)
 * @throws Net2Error `duplicateKey`, also if the two numbers differ only in their form
 */
export async function refuseSharedNumber(
	run: Run,
	fieldId: number | null,
	{ record, plan }: { record: User; plan: UserPlan },
): Promise<UserPlan> {
	const fields = plan.operations.flatMap((operation) =>
		operation.type === 'writeRecord' ? (operation.set.customFields ?? []) : [],
	);
	let checked = plan;
	for (const field of await numberFields(run, fieldId, fields)) {
		const number = exactNumber(fields.findLast(({ id }) => id === field)?.value);
		const present = exactNumber(record.customFields.find(({ id }) => id === field)?.value);
		if (normalNumber(number) === '' || number === present) continue;
		const problem = await sharedBy(run, { id: record.id, field, number });
		if (problem === undefined) continue;
		if (!plan.continueOnError) throw problem;
		checked = withoutField(checked, field, problem);
	}
	return checked;
}

/** The fields with a number that are written: the one that finds users, and the usual one. */
async function numberFields(
	run: Run,
	fieldId: number | null,
	fields: readonly CustomFieldValue[],
): Promise<number[]> {
	if (fieldId !== null && fields.every(({ id }) => id === fieldId)) return [fieldId];
	if (fields.length === 0) return [];
	const usual = correlationFieldId(undefined, await run.reference.customFields());
	return [...new Set([fieldId ?? usual, usual])].filter((field) =>
		fields.some(({ id }) => id === field),
	);
}

/** Why this user cannot have this number. Undefined: no other user has it. */
async function sharedBy(
	run: Run,
	{ id, field, number }: { id: number; field: number; number: string },
): Promise<Net2Error | undefined> {
	const index = await run.reference.index.numbers(field);
	const [holder] = index.byNormalNumber(number).filter((user) => user.id !== id);
	if (holder !== undefined) {
		const present = holder.number ?? '';
		return failure(identityMessages.numberOfOtherUser, { id, number, holder: holder.id, present });
	}
	const other = run.reference.index.claim(field, normalNumber(number), `user ${id}`);
	if (other === `user ${id}`) return undefined;
	return failure(identityMessages.numberGivenTwice, { id, number, other });
}

/** The plan without its write of this field, which the result reports. */
function withoutField(plan: UserPlan, field: number, problem: Net2Error): UserPlan {
	const operations = plan.operations.flatMap((operation) => {
		const { type } = operation;
		if (type !== 'writeRecord' || operation.set.customFields === undefined) return [operation];
		const { customFields, ...members } = operation.set;
		const others = customFields.filter(({ id }) => id !== field);
		const set = others.length > 0 ? { ...members, customFields: others } : members;
		if (Object.keys(set).length === 0) return [];
		const name = customFieldName(field);
		return [{ ...operation, set, changes: operation.changes.filter((one) => one.field !== name) }];
	});
	return { ...plan, operations, problems: [...plan.problems, problem] };
}

/**
 * Refuses a new user whose fields contain the personnel number of another user (docs/safety-rules.md, rule 3). The item
 * finds users by another field, so nothing else has compared that number.
 *
 * @throws Net2Error `duplicateKey`
 */
export async function refuseNumberOfOther(run: Run, { number, body }: CreateUser): Promise<void> {
	const fields = body.customFields ?? [];
	if (fields.every(({ id }) => id === number.fieldId)) return;
	const usual = correlationFieldId(undefined, await run.reference.customFields());
	if (usual === number.fieldId) return;
	const value = exactNumber(fields.find(({ id }) => id === usual)?.value);
	if (normalNumber(value) === '') return;
	const index = await run.reference.index.numbers(usual);
	const [holder] = index.byNormalNumber(value);
	const own = `a new user (${number.value})`;
	const other =
		holder === undefined
			? run.reference.index.claim(usual, normalNumber(value), own)
			: `user ${holder.id}`;
	if (other !== own) throw failure(identityMessages.newNumberOfOther, { number: value, other });
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
