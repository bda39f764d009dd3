import { listed } from '../../mapping/text';
import { runsMessages } from '../../messages/runs';
import { failure } from '../../net2/errors';
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
		throw failure(runsMessages.severalDepartments, {
			count: hits.length,
			name: wanted,
			ids: idsOf(hits),
		});
	const near = suggestion(wanted, all);
	if (ref.by === 'id')
		throw failure(runsMessages.unknownDepartmentId, { id: wanted, near: ` ${near}`.trimEnd() });
	throw failure(runsMessages.unknownDepartment, { name: wanted, near });
}

/**
 * By name, or by id as `id:4`. `id:4 Staff` is that level only while it has this name. Throws `unknownLevel`. Level 0
 * means no access, and is never granted.
 */
export function findLevel(text: string, all: AccessLevel[]): AccessLevel {
	const wanted = text.trim();
	const [, byId, itsName = ''] = /^id:\s*(\d+)(?:\s(\S.*))?$/is.exec(wanted) ?? [];
	const hits =
		byId === undefined ? namedAs(wanted, all) : all.filter(({ id }) => id === Number(byId));
	const [hit] = hits;
	if (hit === undefined) {
		if (wanted === '') throw failure(runsMessages.levelWithoutName);
		if (/^\d+$/.test(wanted)) throw failure(runsMessages.levelNumberWithoutId, { number: wanted });
		throw failure(runsMessages.unknownLevel, { level: wanted, near: suggestion(wanted, all) });
	}
	if (hits.length > 1)
		throw failure(runsMessages.severalLevels, {
			count: hits.length,
			name: wanted,
			ids: idsOf(hits),
			first: hit.id,
		});
	if (byId !== undefined && itsName !== '' && normalForm(itsName) !== normalForm(hit.name))
		throw failure(runsMessages.levelOfOtherName, { id: byId, name: itsName, present: hit.name });
	if (hit.id !== 0) return hit;
	throw failure(runsMessages.levelOfNoAccess, { name: hit.name });
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
