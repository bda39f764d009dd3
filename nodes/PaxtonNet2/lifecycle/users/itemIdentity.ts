import { customFieldName } from '../../mapping/customFields';
import type { PersonName } from '../../mapping/nameConvention';
import type { CustomField } from '../../net2/model';
import type { GivenName } from '../identity';
import type { DesiredUser } from '../plan/desiredUser';
import type { FieldValues, Run } from '../run/request';

/** Net2's usual field for email addresses, where no label says better (docs/net2-api.md). */
const USUAL_EMAIL_FIELD = 9;

/** Who an item means, by the names and the email address among its fields. */
export async function identityOf(
	run: Run,
	fields: FieldValues,
	names: Partial<PersonName> = {},
	verifyName?: boolean,
): Promise<NonNullable<DesiredUser['identity']>> {
	const emailFieldId = emailFieldOf(await run.reference.customFields());
	const all: FieldValues = { ...fields, ...names };
	const given: GivenName = {};
	const add = (name: keyof GivenName, value: unknown) => {
		if (typeof value === 'string' && value.trim() !== '') given[name] = value;
	};
	add('firstName', all['firstName']);
	add('middleName', all['middleName']);
	add('lastName', all['lastName']);
	if (emailFieldId !== null) add('email', all[customFieldName(emailFieldId)]);
	return { given, emailFieldId, ...(verifyName !== undefined && { verifyName }) };
}

/** The custom field for email addresses; null: this Net2 has none. */
export function emailFieldOf(fields: CustomField[]): number | null {
	const plain = (label: string) => label.replace(/[\s-]/g, '').toLowerCase();
	const [hit, second] = fields.filter(({ name }) => plain(name) === 'email');
	if (hit !== undefined && second === undefined) return hit.id;
	return fields.some(({ id }) => id === USUAL_EMAIL_FIELD) ? USUAL_EMAIL_FIELD : null;
}
