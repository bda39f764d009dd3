import { customFieldName } from '../../mapping/customFields';
import type { CustomFieldValue, User, UserBody } from '../../net2/model';
import { clearLeft, markLeft, takeOverLeft } from '../marker/leftEntry';
import { setList, type MarkerEntries } from '../marker/markerEntries';
import type { Change } from '../result/result';
import type { CurrentUser } from './currentUser';
import type { PlannedAccess } from './planAccess';
import type { PlannedDates } from './planDates';
import type { PlannedLevels } from './planLevels';
import { leftTakenOver, requiredMarkerValue, sameEndFor } from './planMarker';
import type { Policy } from './policy';
import type { WriteRecord } from './userPlan';

/** What a later run should know of this change. It is left out where the marker field has no room for it. */
export interface Notes {
	/** The list that manages the user. */
	list?: string;
	/** The end date that this node sets, so that a later run knows whose it is (docs/safety-rules.md, rule 10). */
	endDate?: string;
}

export const NO_NOTES: Notes = {};

export function notesOf({ list, dates }: PlannedAccess, { markerField }: Policy): Notes {
	const endDate = dates?.set.expiryDate ?? undefined;
	if (markerField === undefined || (list === undefined && endDate === undefined)) return NO_NOTES;
	return { ...(list !== undefined && { list }), ...(endDate !== undefined && { endDate }) };
}

export function noRoom({ markerField }: Policy): string {
	return `The marker field '${markerField?.name ?? ''}' of this user has no room. So a later run does not know that this node wrote the change.`;
}

/**
 * What the marker field says before and after levels change. `left` goes when the user gets access. It is not a list's
 * any more when an operation decides about the same end date.
 */
export function markersOf(
	record: User,
	levels: PlannedLevels,
	access: PlannedAccess,
	{ list, endDate }: Notes,
	policy: Policy,
): { before: MarkerEntries; after: MarkerEntries } {
	const managed = (one: MarkerEntries) => (list === undefined ? one : setList(one, list));
	const leave = (one: MarkerEntries) => {
		const opened = access.endsLeave || access.dates?.set.expiryDate === null ? clearLeft(one) : one;
		const { source: cause } = policy;
		const { expiryDate: endDateInNet2 } = record;
		const isSameEnd = sameEndFor(record, policy);
		if (endDate !== undefined)
			return markLeft(opened, { endDate, cause, endDateInNet2 }, isSameEnd);
		const end = access.dates?.set.expiryDate ?? null;
		if (access.decidesEnd !== true && end === null) return opened;
		return takeOverLeft(opened, { endDate: end, cause, endDateInNet2 }, isSameEnd);
	};
	const opensLast = access.dates?.givesAccess === true;
	return {
		before: managed(opensLast ? levels.before : leave(levels.before)),
		after: managed(leave(levels.after)),
	};
}

/** Fields, dates and the marker in one PUT; null: nothing differs. */
export function writeRecord(
	{ record }: CurrentUser,
	access: PlannedAccess,
	fields: { changes: Change[]; body: UserBody },
	{
		marker,
		policy,
		warn,
	}: { marker: MarkerEntries | null; policy: Policy; warn: (message: string) => void },
): WriteRecord | null {
	const { dates } = access;
	const note = marker === null ? null : requiredMarkerValue(record, marker, policy);
	const changes = [...fields.changes, ...(dates?.changes ?? [])];
	const takenOver = otherEntries(record, access, { written: note?.id, policy, warn });
	const notes = note === null ? takenOver : [note, ...takenOver];
	if (changes.length === 0 && notes.length === 0) return null;
	const names = fields.changes.map(({ field }) => field).join(', ');
	const parts = [names && `Changed ${names}`, dates?.message].filter(Boolean);
	if (notes.length > 0) changes.push(MARKER_CHANGE);
	return {
		type: 'writeRecord',
		set: { ...fields.body, ...dates?.set, ...withFields(fields.body, notes) },
		changes,
		message: parts.join('. ') || 'Marker field updated',
		...(notes.length > 0 && { verifyFirst: true as const }),
		...(mayExtend(dates) && { givesAccessFrom: record.expiryDate }),
		...(dates?.takesAccess === true && oneByOne(record, dates, fields, notes)),
	};
}

/** What entries in other fields become, so that none of them says what is no longer so. */
function otherEntries(
	record: User,
	{ dates, decidesEnd, endsLeave }: PlannedAccess,
	{
		written,
		policy,
		warn,
	}: { written: number | undefined; policy: Policy; warn: (message: string) => void },
): CustomFieldValue[] {
	const end = dates?.set.expiryDate;
	const opens = dates !== null && (endsLeave || end === null);
	if (decidesEnd !== true && !opens && end === undefined) return [];
	return leftTakenOver(record, { end: end ?? null, written, opens }, policy, warn);
}

/** An end date that takes access, and then each other member. */
function oneByOne(
	{ expiryDate }: User,
	{ set, changes }: PlannedDates,
	fields: { changes: Change[]; body: UserBody },
	notes: CustomFieldValue[],
): Pick<WriteRecord, 'oneByOne'> {
	const { expiryDate: end, activateDate: start } = set;
	if (end === undefined) return {};
	const step = (members: UserBody, said: Change[], message: string): WriteRecord => ({
		type: 'writeRecord',
		set: members,
		changes: said,
		message,
	});
	const of = (name: string) => changes.filter(({ field }) => field === name);
	const steps = [
		{
			...step({ expiryDate: end }, of('expiryDate'), `End Date ${end ?? 'none'}`),
			givesAccessFrom: expiryDate,
		},
		...(start === undefined
			? []
			: [step({ activateDate: start }, of('activateDate'), `Start Date ${start ?? 'none'}`)]),
		...fields.changes.map((change) =>
			step(memberOf(fields.body, change), [change], `Changed ${change.field}`),
		),
		...(notes.length === 0
			? []
			: [
					{
						...step({ customFields: notes }, [MARKER_CHANGE], 'Marker field updated'),
						verifyFirst: true as const,
					},
				]),
	];
	return steps.length > 1 ? { oneByOne: steps } : {};
}

/** What of a record a change is about. */
function memberOf({ customFields = [], ...members }: UserBody, { field }: Change): UserBody {
	const custom = customFields.filter(({ id }) => customFieldName(id) === field);
	if (custom.length > 0) return { customFields: custom };
	return Object.fromEntries(Object.entries(members).filter(([name]) => name === field));
}

/** Whether these dates would give access to a user that another writer has disabled in the meantime. */
function mayExtend(dates: PlannedDates | null): boolean {
	return dates !== null && (dates.givesAccess || dates.set.expiryDate !== undefined);
}

const MARKER_CHANGE: Change = { field: 'marker', from: null, to: 'updated' };

/** The marker field by itself, read back before what follows. */
export function noteMarker(
	{ record }: CurrentUser,
	entries: MarkerEntries,
	policy: Policy,
): WriteRecord[] {
	const note = requiredMarkerValue(record, entries, policy);
	if (note === null) return [];
	return [
		{
			type: 'writeRecord',
			set: { customFields: [note] },
			changes: [MARKER_CHANGE],
			message: 'Marker field updated',
			verifyFirst: true,
		},
	];
}

/** Whether both leave the same text in the marker field, so that it need not be written twice. */
export function saysSame(
	{ record }: CurrentUser,
	one: MarkerEntries,
	other: MarkerEntries,
	policy: Policy,
): boolean {
	if (one === other) return true;
	const textOf = (entries: MarkerEntries) => requiredMarkerValue(record, entries, policy)?.value;
	return textOf(one) === textOf(other);
}

function withFields(
	{ customFields = [] }: UserBody,
	notes: CustomFieldValue[],
): Pick<UserBody, 'customFields'> | object {
	return notes.length === 0 ? {} : { customFields: [...customFields, ...notes] };
}
