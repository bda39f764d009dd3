import { sameEndDate } from '../../mapping/net2Dates';
import { customFieldName } from '../../mapping/customFields';
import type { DesiredFields } from '../../mapping/fields';
import { userMarkerMessages } from '../../messages/userMarker';
import { failure } from '../../net2/errors';
import type { CustomField, CustomFieldValue, User } from '../../net2/model';
import { clearLeft, takeOverLeft, type IsSameEnd } from '../marker/leftEntry';
import {
	isEmptyEntries,
	NO_ENTRIES,
	type LeftEntry,
	type MarkerEntries,
} from '../marker/markerEntries';
import { containsMarkerOpening, disputeLeft, readMarker, writeMarker } from '../marker/userMarker';
import { siteFor, type Policy } from './policy';

/**
 * The field that contains the marker of a user. It is the one that the item names, else one with an authentic marker.
 * So a permanent grant ends temporary access even if the item names no field.
 */
export function markerFieldFor(
	record: User,
	{ markerField, markerKey: key }: Policy,
): Pick<CustomField, 'id' | 'name' | 'maxLength'> | undefined {
	if (markerField !== undefined) return markerField;
	const found = record.customFields.find(
		({ value }) =>
			value !== null &&
			containsMarkerOpening(value) &&
			readMarker(value, { userId: record.id, key }).authentic,
	);
	return found && { id: found.id, name: customFieldName(found.id), maxLength: 0 };
}

/** What the marker field of a user says. Only authentic entries count. */
export function markerEntries(
	record: User,
	policy: Policy,
	warn: (message: string) => void = () => undefined,
): MarkerEntries {
	const field = markerFieldFor(record, policy);
	if (field === undefined) return NO_ENTRIES;
	const reading = readMarker(textOf(record, field.id), {
		userId: record.id,
		key: policy.markerKey,
	});
	if (reading.forged)
		warn(
			`The marker field '${field.name}' of this user contains an entry that this node did not write. The node ignored it.`,
		);
	return reading.entries;
}

/**
 * The leave that an operation has decided, in whichever field it is stored. Its end date is the one in Net2. Undefined:
 * there is none.
 */
export function decidedLeave(record: User, policy: Policy): LeftEntry | undefined {
	const isSameEnd = sameEndFor(record, policy);
	const owner = { userId: record.id, key: policy.markerKey };
	return (
		record.customFields
			.filter(({ value }) => value !== null && containsMarkerOpening(value))
			.map(({ value }) => readMarker(value, owner).entries.left)
			.find(
				(left) =>
					left !== null && left.cause === 'operation' && isSameEnd(record.expiryDate, left.endDate),
			) ?? undefined
	);
}

/**
 * Whether the marker field contains something that this node did not write and that may have been temporary access.
 * Then the end of that access is unknown.
 */
export function hidesTemporaryAccess(record: User, policy: Policy): boolean {
	const field = markerFieldFor(record, policy);
	if (field === undefined) return false;
	const { forged, claims } = readMarker(textOf(record, field.id), {
		userId: record.id,
		key: policy.markerKey,
	});
	const mayLimit = (one: MarkerEntries) => one.temporary.length > 0 || isEmptyEntries(one);
	return forged && (claims.length === 0 || claims.some(mayLimit));
}

/**
 * The marker field with these entries in it; null if that changes nothing. Without room the result says so, since an end
 * date must not wait for it (docs/safety-rules.md, rule 10).
 */
export function markerValue(
	record: User,
	entries: MarkerEntries,
	policy: Policy,
): CustomFieldValue | null | 'noRoom' {
	const field = markerFieldFor(record, policy);
	if (field === undefined) return null;
	const present = textOf(record, field.id);
	const written = writeMarker(present, entries, {
		userId: record.id,
		key: policy.markerKey,
		room: field.maxLength,
	});
	if (written === 'noRoom') return 'noRoom';
	return written.text === (present ?? '') ? null : { id: field.id, value: written.text };
}

/**
 * The `left` entries in each field but the one that the plan writes. No list enables a user because of them after a
 * person has disabled the user (docs/safety-rules.md, rule 8). The list may have another key than this run. Then its
 * entry cannot be written again. It is changed so that the list does not accept it, and `warn` gets a message.
 *
 * @param plan.end the end date that the plan sets; null: the one in Net2 stays
 * @param plan.opens whether the user gets access, so that every entry goes
 */
export function leftTakenOver(
	record: User,
	{
		end,
		written,
		opens = false,
	}: { end: string | null; written: number | undefined; opens?: boolean },
	policy: Policy,
	warn: (message: string) => void,
): CustomFieldValue[] {
	const isSameEnd = sameEndFor(record, policy);
	const owner = { userId: record.id, key: policy.markerKey };
	const leave = { endDate: end, cause: policy.source, endDateInNet2: record.expiryDate };
	const concerns = (left: LeftEntry) => {
		const one = { ...NO_ENTRIES, left };
		// An entry with another end date than Net2 will have counts for no list.
		if (opens || !isSameEnd(end ?? record.expiryDate, left.endDate)) return false;
		return takeOverLeft(one, leave, isSameEnd) !== one;
	};
	return record.customFields.flatMap(({ id, value }) => {
		if (id === written || value === null || !containsMarkerOpening(value)) return [];
		const { entries } = readMarker(value, owner);
		const after = opens ? clearLeft(entries) : takeOverLeft(entries, leave, isSameEnd);
		if (after !== entries) {
			const text = writeMarker(value, after, { ...owner, room: 0 });
			return text === 'noRoom' ? [] : [{ id, value: text.text }];
		}
		const disputed = disputeLeft(value, { ...owner, concerns });
		if (disputed === value) return [];
		const name = policy.markerField?.id === id ? policy.markerField.name : customFieldName(id);
		warn(
			`The marker field '${name}' has an entry that another client id or marker secret wrote. The node changed the entry, so that no list gives access again because of it. Nothing in it is restored at a rehire.`,
		);
		return [{ id, value: disputed }];
	});
}

/** As {@link markerValue}, for what cannot go on without it. Throws `badInput` if the field has no room. */
export function requiredMarkerValue(
	record: User,
	entries: MarkerEntries,
	policy: Policy,
): CustomFieldValue | null {
	const value = markerValue(record, entries, policy);
	if (value !== 'noRoom') return value;
	throw failure(userMarkerMessages.markerFieldFull, { field: policy.markerField?.name ?? '' });
}

/** Compares an End Date of Net2 with one that this node set, in the zone of the user. */
export function sameEndFor(record: User, policy: Policy): IsSameEnd {
	const site = siteFor(policy, record);
	return (inNet2, ours) => sameEndDate(inNet2, ours, site);
}

/**
 * Refuses ordinary values that contain the opening of a marker, and values that would overwrite one
 * (docs/safety-rules.md, rule 10). `record` null: a new user.
 */
export function refuseMarkerInFields(record: User | null, { text, custom }: DesiredFields): void {
	for (const [field, value] of Object.entries(text)) refuseOpening(field, value);
	for (const [id, value] of custom) {
		refuseOpening(customFieldName(id), value);
		const present = record === null ? null : textOf(record, id);
		if (present !== null && value !== present && containsMarkerOpening(present))
			throw failure(userMarkerMessages.markerOverwritten, { field: customFieldName(id) });
	}
}

function refuseOpening(field: string, value: string): void {
	if (!containsMarkerOpening(value)) return;
	throw failure(userMarkerMessages.markerInValue, { field });
}

function textOf({ customFields }: Pick<User, 'customFields'>, id: number): string | null {
	return customFields.find((field) => field.id === id)?.value ?? null;
}
