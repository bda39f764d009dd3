import * as v from 'valibot';
import { blankUser } from './blankUser';
import type { NewUser } from './blankUser';
import { notFound } from './apiError';
import { localMidnight } from './dates';
import type { Context } from './context';
import { recordUserChange } from './events';
import { userSchema } from './model';

/** A user for a test: any member of a user, and a few by name. */
export interface NewPerson extends Partial<NewUser> {
	id?: number;
	/** Short for custom field 14. */
	personnelNumber?: string;
	/** The name of a department, which is created when it is missing. */
	department?: string;
	/** Card numbers, or whole cards. An empty value is a card without one, such as a fingerprint. */
	cards?: Array<string | { tokenType?: string; tokenValue: string; isLost?: boolean }>;
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

const { id: _id, guid: _guid, ...members } = userSchema.entries;
const edits = v.partial(v.object({ ...members, department: v.string() })).entries;
const editRequestSchema = v.strictObject({
	...edits,
	userId: v.number(),
	operator: v.optional(v.string()),
});

/** What another operator changes about a user: any member, and the department by name. */
export type UserEdit = Omit<v.InferOutput<typeof editRequestSchema>, 'userId' | 'operator'>;

/**
 * Reads an edit from outside.
 *
 * @throws Error that names the member that is wrong
 */
export function parseEdit(given: unknown): v.InferOutput<typeof editRequestSchema> {
	const result = v.safeParse(editRequestSchema, given);
	if (result.success) return result.output;
	const issues = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
	throw new Error(`Not an edit of a user: ${issues.join('; ')}`);
}

export function editPerson(context: Context, id: number, edit: UserEdit, operator: string): void {
	const user = context.world.activeUser(id);
	if (!user) throw notFound('User');
	const { department, ...changes } = edit;
	Object.assign(user, changes);
	if (department !== undefined) user.departmentId = departmentNamed(context, department);
	context.world.touch(id);
	recordUserChange(context, user, 'changed', operator);
}

function departmentNamed({ world }: Context, name: string): number {
	for (const department of world.departments.values()) {
		if (department.name === name) return department.id;
	}
	world.last.department += 1;
	world.departments.set(world.last.department, { id: world.last.department, name });
	return world.last.department;
}
