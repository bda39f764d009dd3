import type { Undo } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { byKey, joiner, LEAVERS, leaver, levels, named, opened } from '../lifecycle/support/params';
import {
	added,
	DEPARTMENTS,
	LEAVER_DEPARTMENT,
	names,
	OF_UPSERT,
	openOrWaiting,
	there,
	type Deed,
} from './deed';
import { listedDeed, ruledDeed, type ListWays } from './hrDeeds';
import type { Snapshot } from './journal';
import { keyOf } from './keys';
import type { PersonPlan, Role, Row } from './scenario';

function cardOf(row: number): string {
	return String(70_000_000 + row);
}

/** What is to be done for a row, in order. `now` is the day that dates are counted from. */
export function deedsOf(
	{ role, person }: Row,
	row: number,
	{ now, list }: { now: number; list: ListWays },
): Deed[] {
	const key = keyOf(row);
	const user = byKey(key);
	switch (role.role) {
		case 'joiner':
			return joinerDeeds(role, key, nameFor(role, person), { row, absent: person.absent }).map(
				(deed) => ({ ...deed, stranger: role.reused && !person.absent }),
			);
		case 'mover':
			return moverDeeds(role, key, person.lastName);
		case 'leaver': {
			const params = leaver(user, {
				removeAccess: role.removeAccess,
				cards: role.cards,
				clearPin: role.clearPin,
				onNotFound: 'report',
				...(role.toDepartment && { leaverDepartment: LEAVERS }),
			});
			const endAccess: Deed = {
				stage: 'disable',
				params,
				permits: leaverPermits(role),
				lacks: left(role),
				shuts: true,
			};
			const erased: Deed = {
				stage: 'delete',
				params: { user, force: false, onNotFound: 'report' },
				permits: ['deleted', 'card -*'],
				lacks: (is) => (is === undefined || is.deleted ? [] : ['still there']),
			};
			return role.erase ? [endAccess, erased] : [endAccess];
		}
		case 'dated': {
			const date = new Date(now + role.days * 86_400_000).toISOString().slice(0, 10);
			const params = role.withdraw ? { user, withdraw: true } : { user, date, withdraw: false };
			return [{ stage: 'setLeaveDate', params, permits: ['expiryDate'], lacks: dated(role, date) }];
		}
		case 'undone':
			return [undoneDeed(role, key)];
		case 'listed':
			return [listedDeed(role, person, key, list)];
		case 'ruled':
			return [ruledDeed(role, key)];
	}
}

type Of<R extends Role['role']> = Extract<Role, { role: R }>;

/** The employee that HR means: the user with the number, a new one, or another one with a reused number. */
export function nameFor(
	{ reused }: Pick<Of<'joiner'>, 'reused'>,
	{ absent, firstName, lastName }: PersonPlan,
): { firstName: string; lastName: string } {
	if (absent) return { firstName: 'Jo', lastName };
	return reused ? { firstName: 'Somebody', lastName: 'Else' } : { firstName, lastName };
}

function joinerDeeds(
	{ by, department, levels: ids, telephone, card }: Of<'joiner'>,
	key: string,
	name: { firstName: string; lastName: string },
	{ row, absent }: { row: number; absent: boolean },
): Deed[] {
	const fields = { ...name, telephone };
	const wanted = named(DEPARTMENTS[department - 1] ?? '');
	const deeds: Deed[] = [];
	if (by === 'create')
		deeds.push({
			stage: 'create',
			params: joiner(key, { fields, department: wanted }),
			permits: ['created', 'department', 'expiryDate'],
			lacks: (is) => [
				...there(is),
				// A user that another client has enabled meanwhile is not half-made any more.
				...(absent && is?.department === 0 && is.expiryDate !== null ? ['no department'] : []),
			],
		});
	deeds.push(
		by === 'create'
			? levelDeed('grant', key, ids)
			: {
					stage: 'upsert',
					opens: true,
					params: { key, fields, department: wanted, accessLevels: names(ids), enabled: 'enable' },
					permits: [...OF_UPSERT, 'expiryDate', 'activateDate', 'level -*', ...added(ids)],
					lacks: (is) => [
						...there(is),
						...(is?.department === department ? [] : ['department']),
						...(String(is?.levels) === String([...ids].sort()) ? [] : ['levels']),
						...(is && (is.record['telephone'] ?? '') !== telephone && telephone !== ''
							? ['telephone']
							: []),
						...openOrWaiting(is),
					],
				},
	);
	if (card)
		deeds.push({
			stage: 'card',
			params: {
				user: byKey(key),
				tokenType: 'ProxCard',
				value: cardOf(row),
				replaces: { which: 'none' },
			},
			permits: [`card +${cardOf(row)}`, `card found ${cardOf(row)}`],
			lacks: (is) => (is?.cards[cardOf(row)] === false ? [] : ['card']),
		});
	if (by === 'create')
		deeds.push({
			stage: 'enable',
			opens: true,
			params: opened(byKey(key)),
			permits: ['expiryDate', 'activateDate'],
			lacks: openOrWaiting,
		});
	return deeds;
}

function moverDeeds(role: Of<'mover'>, key: string, lastName: string): Deed[] {
	const { by, department, telephone, email, change, levels: ids } = role;
	const fields = { lastName, telephone, 'customField:9': email };
	const wanted = named(DEPARTMENTS[department - 1] ?? '');
	const requested = (is: Snapshot | undefined) => [
		...there(is),
		...(is?.department === department ? [] : ['department']),
		...(telephone === '' || is?.record['telephone'] === telephone ? [] : ['telephone']),
		...(email === '' || is?.record['customField:9'] === email ? [] : ['email']),
	];
	const permits = ['telephone', 'customField:9', 'department', 'lastName'];
	if (by === 'update') {
		const params = { user: byKey(key), fields, department: wanted };
		return [{ stage: 'update', params, permits, lacks: requested }, levelDeed(change, key, ids)];
	}
	return [
		{
			stage: 'upsert',
			params: { key, fields, department: wanted, accessLevels: names(ids), enabled: 'keep' },
			permits: [...OF_UPSERT, ...permits, 'level -*', ...added(ids), 'expiryDate'],
			lacks: (is) => [
				...requested(is),
				...(String(is?.levels) === String([...ids].sort()) ? [] : ['levels']),
			],
		},
	];
}

function levelDeed(stage: 'grant' | 'revoke' | 'set', key: string, ids: number[]): Deed {
	const params = levels(byKey(key), names(ids));
	const has = (is: Snapshot | undefined, id: number) => is?.levels.includes(id) === true;
	switch (stage) {
		case 'grant':
			return {
				stage,
				params,
				permits: added(ids),
				lacks: (is) => ids.filter((id) => !has(is, id)).map((id) => `level ${id}`),
			};
		case 'revoke':
			return {
				stage,
				params,
				permits: ids.map((id) => `level -${id}`),
				lacks: (is) => ids.filter((id) => has(is, id)).map((id) => `level ${id} gone`),
			};
		case 'set':
			return {
				stage,
				params,
				permits: ['level -*', ...added(ids)],
				lacks: (is) => (String(is?.levels) === String([...ids].sort()) ? [] : ['levels']),
			};
	}
}

function leaverPermits(role: Of<'leaver'>): string[] {
	return [
		'expiryDate',
		...(role.toDepartment ? ['department'] : []),
		...(role.removeAccess === 'keep' ? [] : ['level -*']),
		...(role.removeAccess === 'all' ? ['door -*'] : []),
		...(role.cards === 'lost' ? ['card lost *'] : []),
		...(role.clearPin ? ['pin'] : []),
	];
}

/** What a leaver still has that was to go. A user that Net2 does not know has nothing. */
function left(role: Of<'leaver'>): Deed['lacks'] {
	return (is) => {
		if (is === undefined || is.deleted) return [];
		const still: string[] = [];
		if (is.opens.length > 0) still.push(`doors ${is.opens.join()} open`);
		if (is.expiryDate === null) still.push('no end date');
		if (role.removeAccess !== 'keep' && is.levels.length > 0) still.push('levels');
		if (role.removeAccess === 'all' && is.doors.length > 0) still.push('individual doors');
		if (role.cards === 'lost' && Object.values(is.cards).includes(false)) still.push('valid cards');
		if (role.clearPin && is.record['pin'] !== '') still.push('PIN');
		if (role.toDepartment && is.department !== LEAVER_DEPARTMENT) still.push('department');
		return still;
	};
}

function dated({ withdraw }: Of<'dated'>, date: string): Deed['lacks'] {
	return (is) => {
		const end = is?.expiryDate?.slice(0, 10) ?? null;
		return end === (withdraw ? null : date) ? there(is) : [`end date is ${end ?? 'none'}`];
	};
}

function undoneDeed({ verb, level, telephone }: Of<'undone'>, key: string): Deed {
	if (verb === 'grant') return levelDeed('grant', key, [level]);
	if (verb === 'disable') {
		const role: Of<'leaver'> = {
			role: 'leaver',
			removeAccess: 'all',
			cards: 'lost',
			clearPin: true,
			toDepartment: true,
			erase: false,
		};
		const params = leaver(byKey(key), {
			removeAccess: 'all',
			cards: 'lost',
			clearPin: true,
			leaverDepartment: LEAVERS,
			onNotFound: 'report',
		});
		return {
			stage: 'disable',
			params,
			permits: leaverPermits(role),
			lacks: left(role),
			shuts: true,
		};
	}
	return {
		stage: 'update',
		params: { user: byKey(key), fields: { telephone } },
		permits: ['telephone'],
		lacks: (is) =>
			telephone === '' || is?.record['telephone'] === telephone ? there(is) : ['telephone'],
	};
}

/** What another process does to a user at the same time. It leaves an entry that says so. */
export function disabledElsewhere(row: number): Deed {
	const params = leaver(byKey(keyOf(row)), { markerField: 'Notes', onNotFound: 'report' });
	return {
		stage: 'disable',
		params,
		permits: ['expiryDate', 'customField:13'],
		lacks: () => [],
		shuts: true,
	};
}

/** The way back from an earlier operation; the permits are of both directions. */
export function undoDeed(undo: Undo, forth: Deed): Deed {
	return {
		stage: 'undo',
		// What the leave took, its undo gives back.
		opens: forth.shuts === true,
		params: { undo },
		permits: forth.permits.map((one) =>
			one.replace(/ [-+]/, (sign) => (sign === ' -' ? ' +' : ' -')).replace('lost', 'found'),
		),
		lacks: () => [],
	};
}
