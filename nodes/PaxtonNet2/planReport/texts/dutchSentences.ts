import type { ExceededLimit } from '../../lifecycle/safetyLimits';
import type { Effects, Stage, Texts } from './texts';

export function plural(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

export function effects(
	{ lose, created, again, deleted, moved, others, noted }: Effects,
	stage: Stage,
): string[] {
	const isDone = stage === 'done';
	const users = (count: number) => plural(count, 'gebruiker', 'gebruikers');
	const one = (count: number, singular: string, several: string, past: string) =>
		count === 0 ? [] : [`${isDone ? past : count === 1 ? singular : several}`];
	const has = (count: number) => (count === 1 ? 'heeft' : 'hebben');
	const is = (count: number) => (count === 1 ? 'is' : 'zijn');
	const becomes = (count: number) => (count === 1 ? 'wordt' : 'worden');
	// The verb precedes its subject in a Dutch sentence that opens with a condition.
	return [
		...one(
			lose,
			`verliest ${users(lose)} toegang`,
			`verliezen ${users(lose)} toegang`,
			`${has(lose)} ${users(lose)} geen toegang meer`,
		),
		...one(
			deleted,
			`${becomes(deleted)} ${users(deleted)} verwijderd`,
			`${becomes(deleted)} ${users(deleted)} verwijderd`,
			`${is(deleted)} ${users(deleted)} verwijderd`,
		),
		...one(
			created,
			`${becomes(created)} ${users(created)} aangemaakt`,
			`${becomes(created)} ${users(created)} aangemaakt`,
			`${is(created)} ${users(created)} aangemaakt`,
		),
		...one(
			again,
			`krijgt ${users(again)} weer toegang`,
			`krijgen ${users(again)} weer toegang`,
			`${has(again)} ${users(again)} weer toegang`,
		),
		...one(
			moved,
			`krijgt ${users(moved)} een andere afdeling of functie`,
			`krijgen ${users(moved)} een andere afdeling of functie`,
			`${has(moved)} ${users(moved)} een andere afdeling of functie`,
		),
		...one(
			others,
			`${becomes(others)} ${users(others)} op een andere manier gewijzigd`,
			`${becomes(others)} ${users(others)} op een andere manier gewijzigd`,
			`${is(others)} ${users(others)} op een andere manier gewijzigd`,
		),
		...one(
			noted,
			`krijgt ${users(noted)} een notitie van de koppeling`,
			`krijgen ${users(noted)} een notitie van de koppeling`,
			`${has(noted)} ${users(noted)} een notitie van de koppeling`,
		),
	];
}

export const LIMIT_NAMES: Texts['limits']['names'] = {
	minListSize: 'Medewerkers op de lijst',
	minMatchPercent: 'Actieve gebruikers met een nummer die op de lijst staan',
	maxDisables: 'Gebruikers die toegang verliezen',
	maxDisablePercent: 'Gebruikers die toegang verliezen, als percentage',
	maxRevokes: 'Verwijderde toegangsniveaus',
	maxJoiners: 'Nieuwe gebruikers',
	maxJoinerPercent: 'Nieuwe gebruikers, als percentage',
	maxEnables: 'Gebruikers die weer toegang krijgen',
	maxGrants: 'Toegevoegde toegangsniveaus voor bestaande gebruikers',
	maxGrantPercent: 'Bestaande gebruikers die meer toegangsniveaus krijgen, als percentage',
	maxChangePercent: 'Bestaande gebruikers die wijzigen, als percentage',
	maxErrorPercent: 'Regels die niet verwerkt kunnen worden, als percentage',
	maxKeyChangePercent: 'Gebruikers die een ander nummer lijken te hebben, als percentage',
};

/** The core makes its message in English, so this one is made from the numbers. */
export function exceeded({ name, count, allowed, of, limit }: ExceededLimit): string {
	const isLeast = name.startsWith('min');
	const share = of === null ? '' : ` (${limit}% van ${of})`;
	const rule = isLeast ? `Minstens ${allowed}${share} is nodig` : `De limiet is ${allowed}${share}`;
	return `${LIMIT_NAMES[name].replace(', als percentage', '')}: ${count}. ${rule}. Er is niets geschreven.`;
}
