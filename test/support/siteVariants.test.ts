import { describe, expect, it, test } from 'vitest';
import { defaultSwitches, profileFor, switchesFor, type Switches } from '../../emulator';
import { parseSwitches } from '../../emulator/switches';
import { switchHelp } from '../../emulator/switchHelp';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { putMembers } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { otherValues, profiledValues, writeStatusValues } from './siteSwitches';
import { SITE_VARIANTS } from './siteVariants';

const sites = Object.values(SITE_VARIANTS).map(
	(some): Switches => ({ ...defaultSwitches, ...some }),
);
const profiles = sites.map((site) => profileFor(site, LONGEST_QUERY));

/** Values that no site of the promises has. */
const NOT_TRIED = new Map<string, readonly unknown[]>([
	// A Lite keeps one level of a user, and an item with two levels fails there, as it should.
	['lite', ['keep-last']],
	// These lengths are our figures. No example has a text that is so long.
	['nativeLengths', ['cut']],
	// Most examples say which date they expect, and two zones show whether the zone matters.
	['tz', ['Asia/Kolkata']],
]);

/** Values of these switches that no site has, each after the name of its switch. */
function untried(
	values: Record<string, readonly unknown[]>,
	all: ReadonlyArray<object> = sites,
): string[] {
	return Object.entries(values).flatMap(([name, some]) => {
		const tried = new Set(all.map((site) => JSON.stringify(Reflect.get(site, name))));
		const excused = NOT_TRIED.get(name) ?? [];
		return some
			.filter((value) => !tried.has(JSON.stringify(value)) && !excused.includes(value))
			.map((value) => `${name} ${JSON.stringify(value)}`);
	});
}

describe('the promises are tested', () => {
	it('at a site with each value of each switch that a profile covers', () => {
		expect(untried(profiledValues)).toEqual([]);
	});

	it('at a site with each value of the other switches', () => {
		expect(untried(otherValues)).toEqual([]);
	});

	it('at a site that loses each member of a user, and at one that does not', () => {
		const lost = profiles.map(({ putForm }) => putForm?.lost ?? []);
		expect(putMembers.filter((name) => !lost.some((all) => all.includes(name)))).toEqual([]);
		expect(putMembers.filter((name) => lost.every((all) => all.includes(name)))).toEqual([]);
	});

	it('at a site with each status of each write', () => {
		const statuses = sites.map(({ writeStatuses }) => writeStatuses);
		expect(untried(writeStatusValues, statuses)).toEqual([]);
	});

	it('at sites of which a value that is missing is found', () => {
		expect(untried({ events: ['where', 'neither'] })).toEqual(['events "neither"']);
	});
});

test('the table has every switch that a profile covers', () => {
	const covered = Object.keys(switchesFor(profileFor(defaultSwitches, LONGEST_QUERY)));
	const listed = [...Object.keys(profiledValues), 'putClears', 'writeStatuses'];
	expect(listed.sort()).toEqual(covered.sort());
});

test.each(Object.keys(profiledValues).filter((name) => !isOpenEnded(name)))(
	'the table has every value of %s that the emulator has',
	(name) => {
		const help = new Map<string, { values: string }>(Object.entries(switchHelp)).get(name);
		const values = help?.values.split(', ').map((text): unknown => {
			return Reflect.get(parseSwitches({ [name]: text }), name);
		});
		const table = new Map<string, readonly unknown[]>(Object.entries(profiledValues)).get(name);
		expect(new Set(table)).toEqual(new Set(values));
	},
);

/** Any version and any length can be given. */
function isOpenEnded(name: string): boolean {
	return name === 'net2Version' || name === 'maxQueryLength';
}
