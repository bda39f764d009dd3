import type { Net2Client } from '../../net2/client';
import { Net2Error, endsTheRun } from '../../net2/errors';
import { ok, warning, type Finding } from './finding';

/** What the operator may use; null if the server's reply says neither yes nor no. */
export type Rights = Record<Group, boolean | null>;
type Group = 'users' | 'departments' | 'levels' | 'doors' | 'events' | 'querydb';

/** What each group of routes is needed for. */
const ADVICE: Record<Group, string> = {
	users: 'Give the operator the right to users in Net2. No operation on users works without it.',
	departments:
		'Give the operator the right to departments in Net2. The node cannot move users without it.',
	levels:
		'Give the operator the right to access levels in Net2. The node cannot grant or revoke any without it.',
	doors:
		'Only listing and opening doors needs it. If you want that, give the operator the right to doors in Net2.',
	events:
		'Only events and the trigger need it. If you want them, give the operator the right to events in Net2.',
	querydb:
		'Give the operator the right to SQL queries (customquery) if you can. Without it the node reads the whole user list and does not see deleted users.',
};

/** Sends the smallest request to each group of routes. Nothing is written. */
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
	return await call.then(() => true, rejected);
}

function rejected(error: unknown): boolean | null {
	if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
	return error.reason === 'notAllowed' ? false : null;
}

export function rightsFindings(rights: Rights): Finding[] {
	const groups: Group[] = ['users', 'departments', 'levels', 'querydb', 'events', 'doors'];
	const allowed = groups.filter((group) => rights[group] === true);
	const denied = groups.filter((group) => rights[group] === false);
	const unknown = groups.filter((group) => rights[group] === null);
	return [
		...(allowed.length === 0 ? [] : [ok('rights', `The operator may use: ${allowed.join(', ')}.`)]),
		...denied.map((group) =>
			warning('rights', `The operator may not use: ${group}.`, ADVICE[group]),
		),
		...unknown.map((group) =>
			warning('rights', `Net2 gave no usable answer about: ${group}.`, ADVICE[group]),
		),
	];
}
