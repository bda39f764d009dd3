import type { ReferenceData } from '../run/referenceData';
import { Net2Error } from '../../net2/errors';

/**
 * Whom the list must not touch: ids of users, also as `id:42`, and departments by exact name. A department that Net2
 * does not have is an error, since a slip here would protect nobody.
 */
export async function protectedOnes(
	reference: ReferenceData,
	protect: string[],
): Promise<{ protectedIds: Set<number>; protectedDepartments: Set<number> }> {
	const protectedIds = new Set<number>();
	const protectedDepartments = new Set<number>();
	for (const entry of protect.map((text) => text.trim()).filter((text) => text !== '')) {
		const id = /^(?:id:\s*)?([1-9]\d{0,9})$/i.exec(entry)?.[1];
		if (id !== undefined) protectedIds.add(Number(id));
		else {
			const { id: department } = await reference.department({ by: 'name', name: entry });
			if (department === 0)
				throw new Net2Error(
					'badInput',
					'Department None cannot be protected: whoever is new is in it.',
					'Name ids of users instead.',
				);
			protectedDepartments.add(department);
		}
	}
	return { protectedIds, protectedDepartments };
}
