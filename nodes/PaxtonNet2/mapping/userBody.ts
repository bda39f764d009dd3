import type { CustomFieldValue, User, UserBody } from '../net2/model';
import { customFieldName, mergedCustomFields } from './customFields';
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
 * What differs between a user as read and the desired fields: the members that a PUT must add to {@link carryAll}.
 * The comparison is exact, case included, and null equals ''. Custom fields come as the whole list with the changes
 * applied. It is not known whether Net2 merges or replaces them (docs/net2-api.md).
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
	const custom = new Map<number, string>();
	for (const [id, to] of desired.custom) {
		const from = currentValue(user.customFields, id);
		if (to === (from ?? '')) continue;
		changes.push({ field: customFieldName(id), from, to });
		custom.set(id, to);
	}
	if (custom.size > 0) body.customFields = mergedCustomFields(user.customFields, custom);
	return { changes, body };
}

/**
 * Everything read of a user, for a PUT that changes nothing else (safety rule 2, docs/safety-rules.md).
 * - `expiryDate` always, exactly as read, null too: null is "never", which is what omission means anyway.
 * - `activateDate` exactly as read. It is left out if there is none: the server may not accept null
 *   (docs/net2-api.md).
 * - Text and custom fields that are null are left out: null text means unchanged (docs/net2-api.md).
 * - Flags the server did not send are left out: an older version may not know them.
 * - Never `doorAccessPermissionSet`: what a PUT does with it is not known.
 */
export function carryAll(user: User): UserBody {
	const body: UserBody = { expiryDate: user.expiryDate };
	if (user.activateDate !== null) body.activateDate = user.activateDate;
	for (const field of [...TEXT_FIELDS, 'pin'] as const) {
		if (user[field] !== null) body[field] = user[field];
	}
	for (const flag of [...FLAG_FIELDS, 'isLockdownExempt'] as const) {
		if (user[flag] !== undefined) body[flag] = user[flag];
	}
	body.customFields = mergedCustomFields(user.customFields, new Map());
	return body;
}
