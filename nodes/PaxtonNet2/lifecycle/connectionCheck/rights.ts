import type { Net2Client } from '../../net2/client';
import { Net2Error, endsTheRun } from '../../net2/errors';
import { good, look, type Finding } from './finding';

/** What the operator may use; null where the server's answer says neither yes nor no. */
export type Rights = Record<Group, boolean | null>;
type Group = 'users' | 'departments' | 'levels' | 'doors' | 'events' | 'querydb';

/** What each group of routes is needed for, and what happens without it. */
const NEEDED_FOR: Record<Group, string> = {
	users: 'Give the operator the right to users in Net2: nothing about people works without it.',
	departments:
		'Give the operator the right to departments in Net2: nobody can be moved without it.',
	levels:
		'Give the operator the right to access levels in Net2: none can be granted or revoked without it.',
	doors:
		'Only needed to list and open doors: give the operator the right to doors if that is meant.',
	events:
		'Only needed for events and the trigger: give the operator the right to events for those.',
	querydb:
		'Look-ups read the whole list of users instead, and people deleted in Net2 cannot be told: allow the operator the SQL route (customquery) if you can.',
};

/** Asks each group of routes for the least that it can give. Nothing is written. */
export async function rightsOf(net2: Net2Client): Promise<Rights> {
	const [users, departments, levels, doors, events, querydb] = await Promise.all([
		mayUse(net2.users.customFields()),
		mayUse(net2.departments.list()),
		mayUse(net2.accessLevels.list()),
		mayUse(net2.doors.list()),
		mayUse(net2.events.list({ order: 'newestFirst', limit: 1 })),
		mayUse(net2.query.usersById([1], 14)),
	]);
	return { users, departments, levels, doors, events, querydb };
}

async function mayUse(call: Promise<unknown>): Promise<boolean | null> {
	return await call.then(() => true, refused);
}

function refused(error: unknown): boolean | null {
	if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
	return error.reason === 'notAllowed' ? false : null;
}

export function rightsFindings(rights: Rights): Finding[] {
	const names: Group[] = ['users', 'departments', 'levels', 'doors', 'events', 'querydb'];
	const allowed = names.filter((name) => rights[name] === true);
	return [
		...(allowed.length === 0
			? []
			: [good('rights', `The operator may use: ${allowed.join(', ')}.`)]),
		...names
			.filter((name) => rights[name] === false)
			.map((name) => look('rights', `The operator may not use: ${name}.`, NEEDED_FOR[name])),
		...names
			.filter((name) => rights[name] === null)
			.map((name) =>
				look('rights', `Net2 gave no usable answer about: ${name}.`, NEEDED_FOR[name]),
			),
	];
}
