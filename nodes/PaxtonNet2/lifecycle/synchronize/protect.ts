import { synchronizeMessages } from '../../messages/synchronize';
import { failure } from '../../net2/errors';
import type { ReferenceData } from '../run/referenceData';
import type { Snapshot } from './snapshot';

/**
 * The users that the list must not touch: ids of users, also as `id:42`, and departments by name. An unknown
 * department is an error, since a slip here would protect no user. An id that no user has is a warning.
 */
export async function protectedOnes(
	reference: ReferenceData,
	protect: string[],
	{ users }: Snapshot,
): Promise<{
	protectedIds: Set<number>;
	protectedDepartments: Set<number>;
	warnings: string[];
}> {
	const protectedIds = new Set<number>();
	const protectedDepartments = new Set<number>();
	const warnings: string[] = [];
	const known = new Set(users.map(({ current }) => current.record.id));
	for (const entry of protect.map((text) => text.trim()).filter((text) => text !== '')) {
		const id = /^(?:id:\s*)?([1-9]\d{0,9})$/i.exec(entry)?.[1];
		if (id !== undefined) {
			protectedIds.add(Number(id));
			if (!known.has(Number(id)))
				warnings.push(
					`'Protected Users and Departments' names user ${id}, and Net2 has no user with this id.`,
				);
		} else {
			const { id: department } = await reference.department({ by: 'name', name: entry });
			if (department === 0) throw failure(synchronizeMessages.noneProtected);
			protectedDepartments.add(department);
		}
	}
	return { protectedIds, protectedDepartments, warnings };
}
