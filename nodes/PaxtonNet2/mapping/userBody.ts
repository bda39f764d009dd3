import type { CustomFieldValue, User, UserBody } from '../net2/model';
import { customFieldName } from './customFields';
import { FLAG_FIELDS, TEXT_FIELDS, type DesiredFields } from './desired';

/** One field, before and after. A PIN shows as `set` or `cleared`, never as itself. */
export interface FieldChange {
	field: string;
	from: unknown;
	to: unknown;
}

function currentValue(customFields: CustomFieldValue[], id: number): string | null {
	return customFields.find((field) => field.id === id)?.value ?? null;
}

function pinState(pin: string | null): 'set' | 'cleared' {
	return pin === null || pin === '' ? 'cleared' : 'set';
}

/**
 * What differs between a user as read and the desired fields: the members that change.
 * The comparison is exact, case included, and null equals ''. Custom fields are those that change. The PUT adds the
 * others as they are read just before it.
 */
export function fieldsChanged(
	user: User,
	desired: DesiredFields,
): { changes: FieldChange[]; body: UserBody } {
	const changes: FieldChange[] = [];
	const body: UserBody = {};
	for (const field of TEXT_FIELDS) {
		const to = desired.text[field];
		if (to === undefined || to === (user[field] ?? '')) continue;
		changes.push({ field, from: user[field], to });
		body[field] = to;
	}
	if (desired.pin !== undefined && desired.pin !== (user.pin ?? '')) {
		changes.push({ field: 'pin', from: pinState(user.pin), to: pinState(desired.pin) });
		body.pin = desired.pin;
	}
	for (const field of FLAG_FIELDS) {
		const to = desired.flags[field];
		if (to === undefined || to === user[field]) continue;
		changes.push({ field, from: user[field] ?? null, to });
		body[field] = to;
	}
	const custom: CustomFieldValue[] = [];
	for (const [id, to] of desired.custom) {
		const from = currentValue(user.customFields, id);
		if (to === (from ?? '')) continue;
		changes.push({ field: customFieldName(id), from, to });
		custom.push({ id, value: to });
	}
	if (custom.length > 0) body.customFields = custom;
	return { changes, body };
}
