import { fieldMessages } from '../messages/fields';
import { failure } from '../net2/errors';
import { quoted } from './text';

/** Which names an employee uses: B own, BP own - partner's, P partner's, PB partner's - own. */
export const NAME_CONVENTIONS = ['B', 'BP', 'P', 'PB'] as const;
export type NameConvention = (typeof NAME_CONVENTIONS)[number];

/**
 * The codes of HR systems (docs/hr-data.md). The digits are those of AFAS. The letters are those of the Dutch
 * population register. E is the own name and P the partner's. N is partner's after own, and V is partner's before
 * own.
 */
const CODES: ReadonlyMap<string, NameConvention> = new Map([
	...NAME_CONVENTIONS.map((code): [string, NameConvention] => [code, code]),
	['E', 'B'],
	['N', 'BP'],
	['V', 'PB'],
	['0', 'B'],
	['1', 'PB'],
	['2', 'P'],
	['3', 'BP'],
]);

/** A name as Dutch HR systems store it: each family name apart from its prefix (van den, de, 't). */
export interface HrName {
	/** If empty, B. */
	convention?: string | undefined;
	firstName?: string | undefined;
	ownPrefix?: string | undefined;
	ownName?: string | undefined;
	partnerPrefix?: string | undefined;
	partnerName?: string | undefined;
}

/** A name as Net2 stores it. */
export interface PersonName {
	/** Absent: not given, so it stays. */
	firstName?: string;
	middleName: string;
	lastName: string;
}

/**
 * Composes the name that Net2 shows. The prefix of the first family name becomes the middle name, so that lists sort
 * by the name itself. The second name keeps its prefix (docs/name-conventions.md). Without a partner's name every
 * convention is B. Throws `badInput` for an unknown convention, and if no family name is given.
 */
export function composeName(name: HrName): PersonName {
	const convention = conventionOf(name.convention);
	const own = family(name.ownPrefix, name.ownName);
	const partner = family(name.partnerPrefix, name.partnerName);
	const partnerFirst = convention === 'P' || convention === 'PB';
	const both = convention === 'BP' || convention === 'PB';
	const [first, second] = partnerFirst ? [partner, own] : [own, partner];
	// If one of the two is missing, the other is the name: no employee is left without one.
	const chosen = first.name === '' ? second : first;
	if (chosen.name === '') throw failure(fieldMessages.noFamilyName);
	const tail = both && chosen === first ? withPrefix(second) : '';
	const firstName = trimmed(name.firstName);
	return {
		...(firstName !== '' && { firstName }),
		middleName: chosen.prefix,
		lastName: tail === '' ? chosen.name : `${chosen.name} - ${tail}`,
	};
}

/** The old name of {@link composeName}. */
export { composeName as nameBy };

function conventionOf(text: string | undefined): NameConvention {
	const code = trimmed(text).toUpperCase();
	if (code === '') return 'B';
	const found = CODES.get(code);
	if (found !== undefined) return found;
	throw failure(fieldMessages.unknownConvention, { code: quoted(code) });
}

interface Family {
	prefix: string;
	name: string;
}

function family(prefix: string | undefined, name: string | undefined): Family {
	return { prefix: trimmed(prefix), name: trimmed(name) };
}

function withPrefix({ prefix, name }: Family): string {
	return name === '' ? '' : [prefix, name].filter(Boolean).join(' ');
}

function trimmed(text: string | undefined): string {
	return (text ?? '').trim();
}
