import { readFields } from '../../mapping/fields';
import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import { changeEachUser } from '../apply/changeEachUser';
import type { Result } from '../result/result';
import { ChangeEvents } from '../run/changeEvents';
import { readAhead } from '../run/readAhead';
import type { AnyRequest, Run, UpdateKey, UpdateParams } from '../run/request';
import { identityOf } from '../users/itemIdentity';
import { policyFor } from '../users/policyFor';

/**
 * The mover. Changes only what differs. Dates, flags that the item does not name, PIN, other custom fields, levels and
 * doors stay. A user in the leaver department stays there.
 */
export async function update(
	run: Run,
	requests: Array<AnyRequest<UpdateKey, UpdateParams>>,
): Promise<Result[]> {
	const { customFields, departments } = run.reference;
	readAhead(requests, ({ department, leaverDepartment }) => [
		customFields,
		(department ?? leaverDepartment) && departments,
		ChangeEvents.ahead(run),
	]);
	return await changeEachUser(
		run,
		requests,
		({ user }) => user,
		async ({ fieldId, key }, { params, options }) => {
			const known = await run.reference.customFields();
			const fields = readFields(params.fields, known, options.emptyValues);
			if (fieldId !== null) refuseOtherNumber(fields.custom.get(fieldId), key);
			const department = params.department && (await run.reference.department(params.department));
			const leaverDepartment =
				params.leaverDepartment && (await run.reference.department(params.leaverDepartment));
			return {
				policy: await policyFor(run, { leaverDepartment }),
				desired: {
					fields,
					access: { change: 'none' },
					...(department !== undefined && { department }),
					...(options.verifyName === true && {
						identity: await identityOf(run, params.fields, {}, true),
					}),
				},
			};
		},
	);
}

function refuseOtherNumber(wanted: string | undefined, number: string | null): void {
	if (wanted === undefined || wanted.trim() === number) return;
	throw failure(identityMessages.fieldsOverwriteFoundNumber, {
		number: number ?? '',
		other: wanted.trim(),
	});
}
