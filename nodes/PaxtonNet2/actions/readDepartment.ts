import type { DepartmentRef } from '../lifecycle/run/request';
import type { Item } from './item';
import { departmentByTable } from './mappingTable';

/** The department of an item: as chosen, or as the mapping table gives it for HR's word. Undefined: keep. */
export async function departmentOf(item: Item): Promise<DepartmentRef | undefined> {
	if (item.lostSetting('departmentMode', 'Department Mode') !== undefined)
		return kept(item, 'Department Mode');
	switch (item.choice('departmentMode', 'Department Mode', ['keep', 'direct', 'mapped'])) {
		case 'direct':
			return item.department('department', 'Department') ?? kept(item, 'Department');
		case 'mapped':
			return await mapped(item);
		default:
			return undefined;
	}
}

/** The department that an item is about, for operations on departments themselves. */
export function requiredDepartment(item: Item): DepartmentRef {
	const department = item.department('department', 'Department');
	if (department !== undefined) return department;
	throw item.empty('Department');
}

async function mapped(item: Item): Promise<DepartmentRef | undefined> {
	const value = item.text('hrDepartment', 'HR Department');
	if (value === undefined) return kept(item, 'HR Department');
	return (await departmentByTable(item))(value);
}

/** HR's word for a department in Net2's words: by the mapping table, or as it is written. */
export async function departmentTranslation(
	item: Item,
): Promise<(hrName: string) => DepartmentRef> {
	const mode = item.chosen('departmentMode', 'Department Mode', ['direct', 'mapped']);
	return mode === 'mapped' ? await departmentByTable(item) : (name) => ({ by: 'name', name });
}

/** Empty means keep. A new user without a department is easily overlooked, so the result says so. */
function kept(item: Item, label: string): undefined {
	item.warnings.push(`'${label}' is empty for this item, so the department was left as it is.`);
	return undefined;
}
