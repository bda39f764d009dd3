import { Net2Error } from '../net2/errors';
import { quoted } from './text';

/** How somebody writes their name: B own, BP own - partner's, P partner's, PB partner's - own. */
export const NAME_CONVENTIONS = ['B', 'BP', 'P', 'PB'] as const;
export type NameConvention = (typeof NAME_CONVENTIONS)[number];

/** A name as Dutch HR systems keep it: each family name apart from its prefix (van den, de, 't). */
export interface HrName {
	/** Empty: B. */
	convention?: string;
	firstName?: string;
	ownPrefix?: string;
	ownName?: string;
	partnerPrefix?: string;
	partnerName?: string;
}

/** A name as Net2 keeps it. */
export interface PersonName {
	/** Absent: not given, so it stays. */
	firstName?: string;
	middleName: string;
	lastName: string;
}

/**
 * The prefix of the first family name goes to the middle name, so that lists sort by the name itself; the second name
 * keeps its prefix (HelloID's field mapping of MiddleName and LastName). Without a partner's name every convention is B.
 * Throws `badInput` for another convention, and where no family name is given.
 */
export function nameBy(name: HrName): PersonName {
	const convention = conventionOf(name.convention);
	const own = family(name.ownPrefix, name.ownName);
	const partner = family(name.partnerPrefix, name.partnerName);
	const partnerFirst = convention === 'P' || convention === 'PB';
	const both = convention === 'BP' || convention === 'PB';
	const [first, second] = partnerFirst ? [partner, own] : [own, partner];
	// One of the two may not be there: nobody is to lose their name over that.
	const chosen = first.name === '' ? second : first;
	if (chosen.name === '')
		throw new Net2Error(
			'badInput',
			'The name convention is given, but neither an own name nor a partner name.',
			'Map Own Name, or leave the name convention out.',
		);
	const tail = both && chosen === first ? whole(second) : '';
	const firstName = trimmed(name.firstName);
	return {
		...(firstName !== '' && { firstName }),
		middleName: chosen.prefix,
		lastName: tail === '' ? chosen.name : `${chosen.name} - ${tail}`,
	};
}

function conventionOf(text: string | undefined): NameConvention {
	const wanted = trimmed(text).toUpperCase();
	if (wanted === '') return 'B';
	const found = NAME_CONVENTIONS.find((convention) => convention === wanted);
	if (found !== undefined) return found;
	throw new Net2Error(
		'badInput',
		`The name convention ${quoted(wanted)} is unknown.`,
		'Use B (own name), BP (own - partner), P (partner) or PB (partner - own).',
	);
}

interface Family {
	prefix: string;
	name: string;
}

function family(prefix: string | undefined, name: string | undefined): Family {
	return { prefix: trimmed(prefix), name: trimmed(name) };
}

function whole({ prefix, name }: Family): string {
	return name === '' ? '' : [prefix, name].filter(Boolean).join(' ');
}

function trimmed(text: string | undefined): string {
	return (text ?? '').trim();
}
