import { listed } from '../../mapping/text';
import { Net2Error } from '../../net2/errors';
import type { AccessLevel, Department } from '../../net2/model';
import { nearNames } from '../../mapping/nearNames';

/** A department by name or by id; id 0 is None. */
export type DepartmentRef = { by: 'name'; name: string } | { by: 'id'; id: string };

export const NONE: Department = { id: 0, name: 'None' };

/** Throws `unknownDepartment` if the name or id is missing, or if several departments have the name. */
export function findDepartment(ref: DepartmentRef, all: Department[]): Department {
	if (ref.by === 'id' && ref.id.trim() === '0') return NONE;
	const wanted = ref.by === 'id' ? ref.id.trim() : ref.name.trim();
	const hits =
		ref.by === 'id' ? all.filter(({ id }) => String(id) === wanted) : namedAs(wanted, all);
	const [hit] = hits;
	if (hit !== undefined && hits.length === 1) return hit;
	// Whether Net2 lists it is not known (docs/net2-api.md), and a person may name it all the same.
	if (hits.length === 0 && ref.by === 'name' && wanted === NONE.name) return NONE;
	if (hits.length > 1)
		throw new Net2Error(
			'unknownDepartment',
			`Net2 has ${hits.length} departments named "${wanted}" (ids ${idsOf(hits)}).`,
			"Rename one of them in Net2, or choose the department by 'Net2 ID'.",
		);
	const near = suggestion(wanted, all);
	if (ref.by === 'id')
		throw new Net2Error(
			'unknownDepartment',
			`Net2 has no department with id "${wanted}".`,
			`If "${wanted}" is the name of a department, choose 'Name'. Otherwise check the id in Net2. ${near}`.trim(),
		);
	throw new Net2Error(
		'unknownDepartment',
		`Net2 has no department named "${wanted}".`,
		`${near}Create it in Net2, or correct the name.`,
	);
}

/** By name, or by id as `id:4`. Throws `unknownLevel`. Level 0 means no access, and is never granted. */
export function findLevel(text: string, all: AccessLevel[]): AccessLevel {
	const wanted = text.trim();
	const byId = /^id:\s*(\d+)$/i.exec(wanted)?.[1];
	const hits =
		byId === undefined ? namedAs(wanted, all) : all.filter(({ id }) => id === Number(byId));
	const [hit] = hits;
	if (hit === undefined)
		throw new Net2Error(
			'unknownLevel',
			wanted === '' ? 'An access level has no name.' : `Net2 has no access level "${wanted}".`,
			/^\d+$/.test(wanted)
				? `To name an access level by its id, write id:${wanted}.`
				: `${suggestion(wanted, all)}Check the name in Net2's list of access levels.`,
		);
	if (hits.length > 1)
		throw new Net2Error(
			'unknownLevel',
			`Net2 has ${hits.length} access levels named "${wanted}" (ids ${idsOf(hits)}).`,
			`Rename one of them in Net2, or write the id, e.g. id:${hit.id}.`,
		);
	if (hit.id !== 0) return hit;
	throw new Net2Error(
		'unknownLevel',
		`"${hit.name}" is Net2's name for no access, so it cannot be granted or revoked.`,
		"Choose another level. To remove all levels, use 'Set' with an empty list and 'Allow Empty'.",
	);
}

/** Those with exactly this name, else those whose name differs only in case and surrounding blanks. */
function namedAs<Named extends { name: string }>(wanted: string, all: Named[]): Named[] {
	const exact = all.filter(({ name }) => name.trim() === wanted);
	if (exact.length > 0) return exact;
	return all.filter(({ name }) => normalForm(name) === normalForm(wanted));
}

function normalForm(text: string): string {
	return text.normalize('NFKC').trim().toLocaleLowerCase('en');
}

function idsOf(things: Array<{ id: number }>): string {
	return listed(things.map(({ id }) => String(id)));
}

/** Near names, so that the reader sees the mistake; empty if there is none. */
function suggestion(wanted: string, all: Array<{ name: string }>): string {
	const near = nearNames(
		wanted,
		all.map(({ name }) => name),
	);
	return near.length === 0 ? '' : `There is "${near.join('", "')}". `;
}
