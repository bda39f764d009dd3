import { sameDay, sameInstant, type Site } from '../../mapping/dates';
import { carryAll } from '../../mapping/fields';
import type { Department, DoorPermissionSet, Token, User, UserBody } from '../../net2/model';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Change } from '../result/result';
import type { Run } from '../run/request';
import { siteFor } from '../result/observedState';
import { step, type Step } from './steps';
import { recordUndo, permissionsUndo } from '../undo/undoPart';

/**
 * What is to become of the user record. `body` holds what changes, custom fields as the whole list; everything else is
 * carried along.
 */
export interface Rewrite {
	message: string;
	changes: Change[];
	body: UserBody;
}

/**
 * The user record. A PUT clears some of what it leaves out (rule 2), so it carries everything that was just read,
 * and the read-back looks at everything it carried, not only at what was asked for.
 */
export function userRecord(
	run: Run,
	rewrite: (user: User, report: ResultBuilder) => Rewrite | null,
): Step {
	return step<User, UserBody>({
		read: async (id) => await run.net2.users.get(id),
		plan(user, report) {
			const wanted = rewrite(user, report);
			if (wanted === null) return null;
			const next = { ...carryAll(user), ...wanted.body };
			const undo = recordUndo(user, wanted.body);
			return { message: wanted.message, changes: wanted.changes, next, undo };
		},
		write: async (id, next) => await run.net2.users.update(id, next),
		unproven: (after, sent, report) => differences(after, sent, siteFor(run, after), report),
		see: (seen, user) => {
			seen.user = user;
		},
	});
}

/** The department; `mayLeave` decides whether somebody may be moved out of the one they are in. */
export function inDepartment(
	run: Run,
	to: Department,
	mayLeave: (current: Department | null, report: ResultBuilder) => boolean = () => true,
): Step {
	return step<Department | null, Department>({
		read: async (id) => await run.net2.users.department(id),
		readBack: async (id, next) => await run.reference.departmentAfter(id, next),
		plan(current, report) {
			if ((current?.id ?? 0) === to.id || !mayLeave(current, report)) return null;
			const from = current?.name ?? null;
			const changes = [{ field: 'department', from, to: to.id === 0 ? null : to.name }];
			return {
				message: `Moved from department ${from ?? 'None'} to ${to.name}`,
				changes,
				next: to,
				undo: { of: 'department', before: current?.id ?? 0, after: to.id },
			};
		},
		write: async (id, next) => await run.net2.users.setDepartment(id, next),
		unproven: (after, next) =>
			(after?.id ?? 0) === next.id
				? []
				: [`department is ${after?.name ?? 'None'}, not ${next.name}`],
		see: (seen, department) => {
			seen.department = department;
		},
	});
}

export interface PermissionRewrite {
	message: string;
	changes: Change[];
	next: DoorPermissionSet;
}

/** Levels and individual doors: one set, replaced whole, so what is not meant goes back as read (rule 2). */
export function doorPermissions(
	run: Run,
	rewrite: (permissions: DoorPermissionSet, report: ResultBuilder) => PermissionRewrite | null,
): Step {
	return step<DoorPermissionSet, DoorPermissionSet>({
		read: async (id) => await run.net2.users.doorPermissions(id),
		plan(held, report) {
			const planned = rewrite(held, report);
			return planned && { ...planned, undo: permissionsUndo(held, planned.next) };
		},
		async write(id, next) {
			await run.net2.users.setDoorPermissions(id, next);
			if (next.accessLevels.length > 0) return;
			// Whether [] or [0] means "no levels" is not known of every Net2 (rule 4).
			const after = await run.net2.users.doorPermissions(id);
			if (after !== undefined && unprovenPermissions(after, next).length > 0)
				await run.net2.users.setDoorPermissions(id, { ...next, accessLevels: [0] });
		},
		unproven: unprovenPermissions,
		see: (seen, permissions) => {
			seen.permissions = permissions;
		},
	});
}

/** Every card of the person marked lost: it opens nothing, and its record stays. */
export function cardsLost(run: Run): Step {
	return step<Token[], Token[]>({
		read: async (id) => await run.net2.tokens.list(id),
		plan(tokens) {
			const next = tokens.filter((token) => !token.isLost);
			if (next.length === 0) return null;
			const changes = next.map((token) => ({
				field: `card …${token.tokenValue.slice(-2)}`,
				from: 'valid',
				to: 'lost',
			}));
			const undo = { of: 'cards' as const, lost: next.map(({ id }) => id) };
			return { message: `${next.length} cards marked lost`, changes, next, undo };
		},
		async write(id, tokens) {
			for (const token of tokens) await run.net2.tokens.update(id, { ...token, isLost: true });
		},
		unproven: (after) =>
			after
				.filter((token) => !token.isLost)
				.map((token) => `card …${token.tokenValue.slice(-2)} is still valid`),
		see: () => undefined,
	});
}

/**
 * What is not as it was written. A date that kept its day but not its time is a warning only: Net2 may keep whole
 * days (API sheet 1).
 */
export function differences(
	after: User,
	sent: UserBody,
	site: Site,
	report: ResultBuilder,
): string[] {
	const problems: string[] = [];
	for (const name of [
		'firstName',
		'middleName',
		'lastName',
		'telephone',
		'extension',
		'fax',
	] as const) {
		if (name in sent && (sent[name] ?? '') !== (after[name] ?? ''))
			problems.push(`${name} is "${after[name] ?? ''}", not "${sent[name] ?? ''}"`);
	}
	for (const name of ['expiryDate', 'activateDate'] as const) {
		if (!(name in sent)) continue;
		const [want, got] = [sent[name] ?? null, after[name]];
		if (sameInstant(want, got, site)) continue;
		const told = `${name} as ${got ?? 'none'}, not ${want ?? 'none'}`;
		if (sameDay(want, got, site)) report.warn(`Net2 keeps ${told}: same day, other time.`);
		else problems.push(`${name} is ${got ?? 'none'}, not ${want ?? 'none'}`);
	}
	for (const name of ['isAlarmUser', 'isAntiPassbackUser', 'isLockdownExempt'] as const) {
		if (sent[name] !== undefined && sent[name] !== after[name])
			problems.push(`${name} is ${String(after[name])}, not ${String(sent[name])}`);
	}
	if ('pin' in sent && (sent.pin ?? '') !== (after.pin ?? ''))
		problems.push('the PIN is another one');
	for (const { id, value } of sent.customFields ?? []) {
		const got = after.customFields.find((field) => field.id === id)?.value ?? '';
		if (got !== (value ?? ''))
			problems.push(`custom field ${id} is "${got}", not "${value ?? ''}"`);
	}
	return problems;
}

/** Levels or doors that do not read back as they were sent. */
export function unprovenPermissions(after: DoorPermissionSet, sent: DoorPermissionSet): string[] {
	const levels = ({ accessLevels }: DoorPermissionSet) =>
		[...new Set(accessLevels.filter((id) => id !== 0))].sort((a, b) => a - b).join(', ');
	const doors = ({ individualPermissions }: DoorPermissionSet) =>
		individualPermissions
			.map((door) => JSON.stringify(door))
			.sort()
			.join();
	const problems: string[] = [];
	if (levels(after) !== levels(sent))
		problems.push(`access level ids are ${levels(after) || 'none'}, not ${levels(sent) || 'none'}`);
	if (doors(after) !== doors(sent)) problems.push('the individual doors differ');
	return problems;
}
