import { Net2Error } from '../../net2/errors';
import type { AccessLevel, Department } from '../../net2/model';
import { once } from './once';
import { UserReadings } from './userReadings';

/** A department by exact name or by id; id 0 is None. */
export type DepartmentRef = { by: 'name'; name: string } | { by: 'id'; id: string };

export const NONE: Department = { id: 0, name: 'None' };

/**
 * What all items of one execution look up: departments, levels, field names and, where the SQL route is
 * refused, the list of users. Each is read at most once, when first needed (design, section 10), and names are
 * resolved anew in every run, since ids shift after deletions (HelloID defect 21).
 */
export class ReferenceData extends UserReadings {
	readonly departments = once(() => this.net2.departments.list());
	readonly levels = once(() => this.net2.accessLevels.list());
	readonly customFields = once(() => this.net2.users.customFields());
	/** Whether Net2 says it is a Lite, which keeps one access level per person; false where it does not tell. */
	readonly isLite = once(async () => /lite/i.test((await this.net2.server.productType()) ?? ''));

	/** Throws `unknownDepartment` where the name is missing or stands retryIdempotent, `badInput` for an odd id. */
	async department(wish: DepartmentRef): Promise<Department> {
		if (wish.by === 'id' && wish.id.trim() === '0') return NONE;
		const all = await this.departments();
		const wanted = wish.by === 'id' ? wish.id.trim() : wish.name.trim();
		const hits = all.filter((department) =>
			wish.by === 'id' ? String(department.id) === wanted : department.name.trim() === wanted,
		);
		const [hit] = hits;
		if (hit !== undefined && hits.length === 1) return hit;
		// Whether Net2 lists it is not known (API sheet 6); a person may name it all the same.
		if (hits.length === 0 && wanted === NONE.name) return NONE;
		if (hits.length > 1)
			throw new Net2Error(
				'unknownDepartment',
				`Net2 has ${hits.length} departments named "${wanted}" (ids ${ids(hits)}).`,
				'Rename one of them in Net2, or choose the department by id.',
			);
		throw new Net2Error(
			'unknownDepartment',
			`Net2 has no department ${wish.by === 'id' ? 'with id' : 'named'} "${wanted}".`,
			`${suggestion(wanted, all)}Create it in Net2, or correct the name in the workflow.`,
		);
	}

	/**
	 * Several levels by exact name or `id:4`, each once. A list written with commas has split a name that holds one
	 * (Net2's own "All hours, all doors"): where a piece is no level, it is read together with the pieces after it.
	 */
	async levelsNamed(pieces: string[]): Promise<AccessLevel[]> {
		const known = new Set((await this.levels()).map(({ name }) => name.trim()));
		const found = new Map<number, AccessLevel>();
		for (let from = 0; from < pieces.length; ) {
			const joined = (length: number) =>
				pieces
					.slice(from, from + length)
					.map((piece) => piece.trim())
					.join(', ');
			let length = 1;
			while (!known.has(joined(length)) && from + length < pieces.length) length += 1;
			if (!known.has(joined(length))) length = 1;
			const level = await this.level(joined(length));
			found.set(level.id, level);
			from += length;
		}
		return [...found.values()];
	}

	/** By exact name, or by id as `id:4`. Level 0, "No access", is never granted (rule 4). */
	async level(text: string): Promise<AccessLevel> {
		const wanted = text.trim();
		const byId = /^id:\s*(\d+)$/i.exec(wanted)?.[1];
		const all = await this.levels();
		const hits = all.filter((level) =>
			byId === undefined ? level.name.trim() === wanted : level.id === Number(byId),
		);
		const [hit] = hits;
		if (hit !== undefined && hits.length > 1)
			throw new Net2Error(
				'unknownLevel',
				`Net2 has ${hits.length} access levels named "${wanted}" (ids ${ids(hits)}).`,
				`Rename one of them in Net2, or write the id, e.g. id:${hit.id}.`,
			);
		if (hit === undefined)
			throw new Net2Error(
				'unknownLevel',
				wanted === '' ? 'An access level has no name.' : `Net2 has no access level "${wanted}".`,
				`${suggestion(wanted, all)}Check the name in Net2's list of access levels.`,
			);
		if (hit.id === 0)
			throw new Net2Error(
				'unknownLevel',
				`"${hit.name}" is Net2's name for having no access; it cannot be granted or revoked.`,
				'Choose a level that opens something, or use set with an empty list and Allow Empty.',
			);
		return hit;
	}
}

function ids(things: Array<{ id: number }>): string {
	return things.map(({ id }) => id).join(', ');
}

/** Names that differ only in case or blanks, so that the reader sees the slip. */
function suggestion(wanted: string, all: Array<{ name: string }>): string {
	const fold = (text: string) => text.replace(/\s+/g, '').toLocaleLowerCase('en');
	const close = all.filter(({ name }) => wanted !== '' && fold(name) === fold(wanted));
	return close.length === 0 ? '' : `There is "${close.map(({ name }) => name).join('", "')}". `;
}
