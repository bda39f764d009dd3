import { blankUser } from './blankUser';
import type { NewUser } from './blankUser';
import { localMidnight } from './dates';
import type { Context } from './context';

/** A person for a test: any member of a user, and a few by name. */
export interface NewPerson extends Partial<NewUser> {
	id?: number | undefined;
	/** Short for custom field 14. */
	personnelNumber?: string | undefined;
	/** The name of a department; made where it is missing. */
	department?: string | undefined;
	/** Card numbers, or whole cards. */
	cards?: Array<string | { tokenType?: string; tokenValue: string; isLost?: boolean }> | undefined;
}

export function addPerson(context: Context, person: NewPerson): number {
	const { world, clock, switches } = context;
	const { personnelNumber, department, cards, ...members } = person;
	const user = world.addUser({ ...blankUser(localMidnight(clock.now(), switches.tz)), ...members });
	if (personnelNumber !== undefined) {
		user.customFields = [...user.customFields, { id: 14, value: personnelNumber }];
	}
	if (department !== undefined) user.departmentId = departmentNamed(context, department);
	for (const card of cards ?? []) {
		const whole = typeof card === 'string' ? { tokenValue: card } : card;
		world.addCard({ userId: user.id, tokenType: 'ProxCard', isLost: false, ...whole });
	}
	world.touch(user.id);
	return user.id;
}

function departmentNamed({ world }: Context, name: string): number {
	for (const department of world.departments.values()) {
		if (department.name === name) return department.id;
	}
	world.last.department += 1;
	world.departments.set(world.last.department, { id: world.last.department, name });
	return world.last.department;
}
