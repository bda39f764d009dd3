import { byKey } from '../lifecycle/support/params';
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
import type { ListedParams } from './listStage';
import type { Snapshot } from './journal';
import type { PersonPlan, Role } from './scenario';

type Of<R extends Role['role']> = Extract<Role, { role: R }>;

const MARKER = 'customField:13';
const ENDED = '2025-05-31';
const UNTIL = '2098-06-30';
/** Names that no list could have shifted by a column. */
const PLAIN_NAME = /^[\p{L}' ]+$/u;

/** One employee of a whole HR list: on it, ended on it, back on it, or gone from it. */
export function listedDeed(
	requested: Of<'listed'>,
	person: PersonPlan,
	key: string,
	{ reopen, lostColumns }: ListWays,
): Deed {
	const role = lostColumns ? { ...requested, levels: [], until: false } : requested;
	switch (role.as) {
		case 'present':
			return { ...presentDeed(role, person, key, reopen), opens: person.absent };
		case 'returned': {
			const opens = reopen && role.disabledBy === 'list';
			return { ...presentDeed(role, person, key, reopen), opens };
		}
		case 'ended':
			if (lostColumns) return { ...presentDeed(role, person, key, reopen), opens: person.absent };
			return goneDeed({ key, row: { key, endDate: ENDED } }, true);
		case 'dropped':
			return goneDeed({ key, row: null }, false);
	}
}

/** What is true of the list as a whole. */
export interface ListWays {
	reopen: boolean;
	lostColumns: boolean;
}

function presentDeed(role: Of<'listed'>, person: PersonPlan, key: string, reopen: boolean): Deed {
	const { department, levels, telephone, until } = role;
	const stranger = role.reused && !person.absent;
	const params: ListedParams = {
		key,
		reopen,
		row: {
			key,
			...(person.absent ? { firstName: 'Jo', lastName: 'Iner' } : namesOf(person)),
			...(stranger && { firstName: 'Somebody', lastName: 'Else' }),
			department: DEPARTMENTS[department - 1],
			phone: telephone,
			accessLevels: names(levels),
			...(until && { endDate: UNTIL }),
		},
	};
	return {
		stage: 'synchronize',
		params,
		stranger,
		permits: [
			...OF_UPSERT,
			MARKER,
			'expiryDate',
			'activateDate',
			...(levels.length > 0 ? ['level -*', ...added(levels)] : []),
		],
		lacks: (is) => [
			...there(is),
			...(is?.department === department ? [] : ['department']),
			...(telephone === '' || is?.record['telephone'] === telephone ? [] : ['telephone']),
			...(levels.length === 0 || String(is?.levels) === String([...levels].sort())
				? []
				: ['levels']),
			...(!until || is?.expiryDate?.startsWith(UNTIL) || isBarred(is) ? [] : ['end date']),
			...(person.absent ? openOrWaiting(is) : []),
		],
	};
}

function namesOf({ firstName, lastName }: PersonPlan) {
	return PLAIN_NAME.test(firstName) && PLAIN_NAME.test(lastName) ? { firstName, lastName } : {};
}

/** A user that another writer disabled while the list was at work stays disabled, whatever end the list gives. */
function isBarred(is: Snapshot | undefined): boolean {
	return typeof is?.expiryDate === 'string' && is.expiryDate.slice(0, 10) < ENDED;
}

/** A user who left long ago stays in the department, unless the list names the user. */
function goneDeed(params: ListedParams, isNamed: boolean): Deed {
	return {
		stage: 'synchronize',
		params,
		permits: ['expiryDate', 'department', MARKER],
		lacks(is) {
			if (is === undefined || is.deleted) return [];
			return [
				...(is.opens.length > 0 ? [`doors ${is.opens.join()} open`] : []),
				...(is.expiryDate === null ? ['no end date'] : []),
				...(isNamed && is.department !== LEAVER_DEPARTMENT ? ['department'] : []),
			];
		},
		shuts: true,
	};
}

/** Levels by rules: what rules gave before and give no more goes, what was given by hand stays. */
export function ruledDeed({ before, levels }: Of<'ruled'>, key: string): Deed {
	const gone = before.filter((id) => !levels.includes(id));
	return {
		stage: 'rules',
		params: { user: byKey(key), levels: names(levels), exclusive: [], markerField: 'Notes' },
		permits: [MARKER, ...added(levels), ...gone.map((id) => `level -${id}`)],
		lacks: (is) => [
			...there(is),
			...levels.filter((id) => !is?.levels.includes(id)).map((id) => `level ${id}`),
			...gone.filter((id) => is?.levels.includes(id)).map((id) => `level ${id} gone`),
		],
	};
}
