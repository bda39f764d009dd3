import { fieldsChanged, readFields } from '../mapping/fields';
import { sameName } from '../mapping/text';
import { Net2Error } from '../net2/errors';
import type { User } from '../net2/model';
import { inDepartment, userRecord } from './steps/aspects';
import { carryOut } from './steps/carryOut';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { Result } from './result/result';
import type { AnyRequest, Run, UpdateParams, UpdateKey } from './run/request';
import type { Step } from './steps/steps';

/**
 * The mover. Changes only what differs, to the letter; the dates, the flags nobody mentioned, the PIN, the other
 * custom fields, levels and doors stay as they are. Somebody in the leaver department stays there (defect 7).
 */
export async function update(
	run: Run,
	requests: Array<AnyRequest<UpdateKey, UpdateParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			const fields = await run.reference.customFields();
			const desired = readFields(params.fields, fields, options.emptyValues);
			if (subject.fieldId !== null)
				refuseOtherKey(desired.custom.get(subject.fieldId), subject.key);
			const steps: Step[] = [
				userRecord(run, (user) => {
					if (options.verifyName === true) refuseOtherName(user, desired.text.lastName);
					const { changes, body } = fieldsChanged(user, desired);
					if (changes.length === 0) return null;
					const names = changes.map(({ field }) => field).join(', ');
					return { message: `Changed ${names}`, changes, body };
				}),
			];
			if (params.department) {
				const to = await run.reference.department(params.department);
				const leaver =
					params.leaverDepartment && (await run.reference.department(params.leaverDepartment));
				steps.push(
					inDepartment(run, to, (current, said) => {
						const hasLeft = leaver !== undefined && (current?.id ?? 0) === leaver.id;
						if (hasLeft)
							said.warn(
								`Left in the leaver department ${leaver.name}: enable brings a person out.`,
							);
						return !hasLeft;
					}),
				);
			}
			return await carryOut(run, 'updated', subject, steps, { report, dryRun: options.dryRun });
		}),
	);
}

function refuseOtherKey(wanted: string | undefined, key: string | null): void {
	if (wanted === undefined || wanted.trim() === key) return;
	throw new Net2Error(
		'badInput',
		`The person was found by the key "${key ?? ''}", and the fields would overwrite it with "${wanted.trim()}".`,
		'Leave the key out of the fields; to change a key, choose the user by id.',
	);
}

function refuseOtherName(user: User, lastName: string | undefined): void {
	if (lastName === undefined || sameName(lastName, user.lastName ?? '')) return;
	throw new Net2Error(
		'nameMismatch',
		`User ${user.id} is called "${user.lastName ?? ''}", not "${lastName}".`,
		'Check the number, or switch off Verify Name if the name has changed.',
	);
}
