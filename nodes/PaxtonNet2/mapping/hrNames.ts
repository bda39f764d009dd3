import { hrDataMessages } from '../messages/hrData';
import { failure, type Net2Error } from '../net2/errors';
import type { HrColumn } from './hrSynonyms';
import { composeName, type HrName, type PersonName } from './nameConvention';

/** A header for a column, and how sure its meaning is: 0 assigned, 1 our exact name, 2 a synonym. */
export interface Candidate {
	header: string;
	rank: number;
}

const PARTS = ['nameConvention', 'ownName', 'ownPrefix', 'partnerName', 'partnerPrefix'] as const;

/**
 * Decides where the last name comes from: from `lastName`, or composed from the parts of a name convention. If a list
 * has both, the surer one wins. Without a name convention `lastName` wins. Otherwise the list has two candidates for
 * the last name, which is a problem.
 */
export function nameSources(found: ReadonlyMap<HrColumn, Candidate>): {
	chosen: Map<HrColumn, Candidate>;
	ignored: string[];
	problems: Net2Error[];
} {
	const chosen = new Map(found);
	const ignored: string[] = [];
	const drop = (...columns: HrColumn[]) => {
		for (const column of columns) {
			const candidate = chosen.get(column);
			if (candidate !== undefined) ignored.push(candidate.header);
			chosen.delete(column);
		}
	};
	const own = chosen.get('ownName');
	const partner = chosen.get('partnerName');
	const convention = chosen.get('nameConvention');
	const lastName = chosen.get('lastName');
	const hasParts = own !== undefined || (partner !== undefined && convention !== undefined);
	if (!hasParts) {
		drop(...PARTS);
		return { chosen, ignored, problems: [] };
	}
	if (lastName !== undefined) {
		const partsRank = Math.min(own?.rank ?? Infinity, convention?.rank ?? Infinity);
		if (convention === undefined || lastName.rank < partsRank) {
			drop(...PARTS);
			return { chosen, ignored, problems: [] };
		}
		if (own === undefined || lastName.rank === partsRank)
			return { chosen, ignored, problems: [twoLastNames(lastName, own ?? convention)] };
		drop('lastName');
	}
	// A prefix comes before the own name as soon as the list has one, whatever the list calls it.
	const prefix = chosen.get('middleName');
	if (prefix !== undefined) {
		chosen.delete('middleName');
		if (chosen.has('ownPrefix')) ignored.push(prefix.header);
		else chosen.set('ownPrefix', prefix);
	}
	return { chosen, ignored, problems: [] };
}

function twoLastNames(lastName: Candidate, part: Candidate): Net2Error {
	return failure(hrDataMessages.twoLastNames, { column: lastName.header, part: part.header });
}

/**
 * The names of one line, from its cells. With the parts of a name convention the whole name is composed, and
 * blank parts are no part of it. A column that the list does not have is absent. Throws `badInput`.
 *
 * @param otherwise the convention of a line that gives none
 */
export function namesOf(
	cells: ReadonlyMap<HrColumn, string>,
	otherwise?: string,
): Partial<Pick<PersonName, 'firstName' | 'middleName' | 'lastName'>> {
	const firstName = cells.get('firstName');
	const middleName = cells.get('middleName');
	const lastName = cells.get('lastName');
	const plain = {
		...(firstName !== undefined && { firstName }),
		...(middleName !== undefined && { middleName }),
		...(lastName !== undefined && { lastName }),
	};
	const name: HrName = {
		convention:
			(cells.get('nameConvention') ?? '') === '' ? otherwise : cells.get('nameConvention'),
		ownName: cells.get('ownName'),
		ownPrefix: cells.get('ownPrefix'),
		partnerName: cells.get('partnerName'),
		partnerPrefix: cells.get('partnerPrefix'),
	};
	if ((name.ownName ?? '') === '' && (name.partnerName ?? '') === '') return plain;
	return { ...plain, ...composeName(name) };
}
