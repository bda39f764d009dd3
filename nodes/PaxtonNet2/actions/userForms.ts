import type { EntryForms } from '../host/outputForms';
import { datesAfter } from '../lifecycle/result/accessDates';
import type { ListedUser } from '../lifecycle/getUsers';

/** What most workflows need of a user. */
interface SimpleUser
	extends Pick<ListedUser, 'id' | 'key' | 'name' | 'enabled' | 'startDate' | 'endDate'> {
	/** The name; null for none. */
	department?: string | null;
}

export function simplified(user: ListedUser): SimpleUser {
	const { id, key, name, department, enabled, startDate, endDate } = user;
	return {
		id,
		key,
		name,
		...(department !== undefined && { department: department?.name ?? null }),
		enabled,
		startDate,
		endDate,
	};
}

/** How users look in the forms that are not `full`. */
export const userForms: EntryForms = {
	minimal: ['id', 'key', 'enabled'],
	table(entry) {
		const user: Partial<ListedUser> & { department?: unknown } = entry;
		const dates = datesAfter(user, []);
		return {
			number: user.key ?? '',
			name: user.name ?? [user.firstName, user.lastName].filter(Boolean).join(' '),
			department: nameIn(user.department),
			enabled: user.enabled ?? '',
			'access from': dates?.start?.slice(0, 10) ?? '',
			'access until': dates?.end?.slice(0, 10) ?? '',
		};
	},
};

function nameIn(department: unknown): string {
	if (typeof department === 'string') return department;
	if (typeof department !== 'object' || department === null || !('name' in department)) return '';
	return String(department.name);
}
