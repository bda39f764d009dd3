import { customFieldId } from '../../mapping/customFields';
import type { CustomField } from '../../net2/model';
import type { Change, LabelledChange } from './result';

/** What Net2 shows for its own fields. */
const NATIVE: ReadonlyMap<string, string> = new Map([
	['firstName', 'First name'],
	['middleName', 'Middle name'],
	['lastName', 'Last name'],
	['telephone', 'Telephone'],
	['extension', 'Extension'],
	['fax', 'Fax'],
	['department', 'Department'],
	['accessLevels', 'Access level'],
	['individualPermissions', 'Individual doors'],
	['activateDate', 'Start date'],
	['expiryDate', 'End date'],
	['isAlarmUser', 'Alarm user'],
	['isAntiPassbackUser', 'Anti-passback user'],
	['isLockdownExempt', 'Exempt from lockdown'],
	['pin', 'PIN'],
	['marker', 'Marker field'],
	['levelAtRehire', 'Access level at a rehire'],
	['photo', 'Photo'],
	['door', 'Door'],
	['user', 'User'],
]);

const LEVEL_END = 'accessLevelEnd:';

/**
 * The name of a field for a person to read. For a custom field it is the site's own label, else a plain one.
 *
 * @param field as a change has it: `customField:14`, `expiryDate`, `card …78`
 */
export function labelOf(field: string, customFields: CustomField[]): string {
	if (field.startsWith(LEVEL_END)) return `End of access level ${field.slice(LEVEL_END.length)}`;
	const id = customFieldId(field);
	if (id === null) return NATIVE.get(field) ?? capitalised(field);
	const label = customFields.find((one) => one.id === id)?.name.trim() ?? '';
	return label === '' ? `Custom field ${id}` : label;
}

/** Changes with their labels. */
export function labelled(changes: Change[], customFields: CustomField[]): LabelledChange[] {
	return changes.map(({ field, from, to }) => ({
		field,
		label: labelOf(field, customFields),
		from,
		to,
	}));
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
