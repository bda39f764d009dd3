import type { Switches } from './switches';
import { userColumns } from './sqlViews';
import { MASKED_PIN } from './userView';

const PIN: Record<Switches['pinReadable'], string> = {
	yes: 'u.PIN',
	masked: `CASE WHEN u.PIN = '' THEN '' WHEN u.PIN IS NOT NULL THEN '${MASKED_PIN}' END AS PIN`,
	hidden: 'NULL AS PIN',
};

/**
 * The view of users as the switches make the server show it. They concern PINs, deleted users and users whose end
 * date has passed.
 *
 * @param now wall time of the server, `2026-03-02T09:00:00`
 */
export function usersViewSql(switches: Switches, now: string): string {
	const columns = userColumns.map((column) => {
		const [name = ''] = column.split(' ');
		return name === 'PIN' ? PIN[switches.pinReadable] : `u.${name}`;
	});
	const conditions = ['1 = 1'];
	if (switches.deletedInSql === 'hidden') conditions.push('u.Active = 1');
	if (switches.expiredInSql === 'hidden') {
		// Stored times all have the same width, so comparing them as text compares them as times.
		const limit =
			switches.expiryDay === 'inclusive' ? `>= '${now.slice(0, 10)}'` : `> '${now}.000'`;
		conditions.push(`(u.ExpiryDate IS NULL OR u.ExpiryDate ${limit})`);
	}
	return `CREATE VIEW UsersEx AS SELECT ${columns.join(', ')}, d.DepartmentName FROM UsersRows u
		LEFT JOIN Departments d ON d.DepartmentID = u.DepartmentID WHERE ${conditions.join(' AND ')}`;
}
