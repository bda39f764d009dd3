import { expect, test } from 'vitest';
import {
	clearLeft,
	markLeft,
	mayListEnable,
	restoreSnapshot,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/leftEntry';
import {
	addTemporary,
	endTemporary,
	expire,
	forgetLevels,
	setList,
	setRuleLevels,
	type MarkerEntries,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import { formatEntries } from '../../../nodes/PaxtonNet2/lifecycle/marker/markerText';
import {
	deriveMarkerKey,
	readMarker,
	writeMarker,
} from '../../../nodes/PaxtonNet2/lifecycle/marker/userMarker';

const KIM = { userId: 42, key: deriveMarkerKey('secret') };
const LEAVERS = 99;

/** A user of Net2 as far as the marker matters. Each step reads the field, changes what it must, and writes it. */
class World {
	field = 'Parking permit 7';
	levels = [1];
	department = 5;
	endDate: string | null = null;
	today = '2026-11-24';
	warnings: string[] = [];
	known = { departmentIds: new Set([5, 6, LEAVERS]), levelIds: new Set([1, 2, 3, 4]) };

	get now(): number {
		return Date.parse(`${this.today}T12:00:00Z`);
	}
	get isOpen(): boolean {
		return this.endDate === null || this.endDate > `${this.today}T12:00:00`;
	}
	get entries(): MarkerEntries {
		return readMarker(this.field, KIM).entries;
	}
	set entries(entries: MarkerEntries) {
		const written = writeMarker(this.field, entries, { ...KIM, room: 0 });
		if (written !== 'noRoom') this.field = written.text;
	}
	summary(): string {
		const words = formatEntries(this.entries).trim();
		const state = `${this.isOpen ? 'open' : 'closed'} ${this.department} [${this.levels.join(' ')}]`;
		return [state, words, this.warnings.join(',')].join(' | ');
	}
}

type Step = (world: World) => void;

const day =
	(today: string): Step =>
	(world) => {
		world.today = today;
	};

/** Ends access now, or at the end of a day; `take` removes the levels and moves to the leaver department. */
const leave =
	(cause: 'list' | 'operation', how: { on?: string; take?: true } = {}): Step =>
	(world) => {
		const yesterday = new Date(world.now - 86_400_000).toISOString().slice(0, 10);
		const keeps = how.on === undefined && !world.isOpen;
		const ends = how.on === undefined ? `${yesterday}T00:00:00` : `${how.on}T23:59:00`;
		const endDate = keeps ? (world.endDate ?? ends) : ends;
		const moves = how.take === true && world.department !== LEAVERS;
		const taken = {
			departmentId: moves ? world.department : null,
			levelIds: how.take === true ? world.levels : [],
			doors: 0,
		};
		const { endDate: endDateInNet2 } = world;
		world.entries = markLeft(world.entries, { endDate, cause, endDateInNet2, taken });
		world.endDate = endDate;
		if (how.take === true) world.levels = [];
		if (moves) world.department = LEAVERS;
	};

function open(world: World): void {
	const { left } = world.entries;
	if (left !== null) {
		const back = restoreSnapshot(left, world.known);
		world.levels = [...new Set([...world.levels, ...back.levelIds])];
		if (back.departmentId !== null && world.department === LEAVERS)
			world.department = back.departmentId;
		if (back.goneLevelIds.length > 0) world.warnings.push(`gone ${back.goneLevelIds.join(' ')}`);
		if (back.departmentIsGone) world.warnings.push('department gone');
		if (back.temporaryLevelIds.length > 0)
			world.warnings.push(`was temporary ${back.temporaryLevelIds.join(' ')}`);
	}
	world.entries = clearLeft(world.entries);
	world.endDate = null;
}
const rehire: Step = open;
const listEnables =
	(startDate: string | null = null): Step =>
	(world) => {
		const { endDate: endDateInNet2 } = world;
		const verdict = mayListEnable(world.entries.left, { endDateInNet2, startDate });
		if (verdict === 'allowed') open(world);
		else world.warnings.push(verdict);
	};
const lend =
	(levelId: number, until: string): Step =>
	(world) => {
		const held = world.levels.includes(levelId);
		const grant = { levelId, until: Date.parse(`${until}T17:00:00Z`) };
		const { entries, warning } = addTemporary(world.entries, grant, { now: world.now, held });
		world.entries = entries;
		if (warning !== null) world.warnings.push(warning);
		if (!held && warning !== 'over') world.levels = [...world.levels, levelId];
	};
const grant =
	(levelId: number): Step =>
	(world) => {
		world.entries = forgetLevels(world.entries, [levelId]);
		if (!world.levels.includes(levelId)) world.levels = [...world.levels, levelId];
	};
const revoke =
	(levelId: number): Step =>
	(world) => {
		world.entries = forgetLevels(world.entries, [levelId]);
		world.levels = world.levels.filter((id) => id !== levelId);
	};
const rules =
	(...desired: number[]): Step =>
	(world) => {
		const change = setRuleLevels(world.entries, desired, { held: world.levels, now: world.now });
		world.entries = change.before;
		const kept = world.levels.filter((id) => !change.remove.includes(id));
		world.levels = [...kept, ...change.add];
		world.entries = change.after;
	};
const revokeExpired: Step = (world) => {
	const { entries, revoke: ended } = expire(world.entries, world.now);
	world.levels = world.levels.filter((id) => !ended.includes(id));
	world.entries = entries;
};
/** By hand in Net2: the node does not see it. */
const hand =
	(changes: Partial<Pick<World, 'endDate' | 'levels' | 'department' | 'field' | 'known'>>): Step =>
	(world) => {
		Object.assign(world, changes);
	};
const editField =
	(edit: (field: string) => string): Step =>
	(world) => {
		world.field = edit(world.field);
	};

const HISTORIES: Array<[what: string, steps: Step[], summary: string]> = [
	[
		'a leave and a rehire give back department and levels, and leave no entry',
		[leave('operation', { take: true }), rehire],
		'open 5 [1] |  | ',
	],
	[
		'a leave stores what was removed, with its cause',
		[leave('list', { take: true })],
		'closed 99 [] | left=20261123L/5/1 | ',
	],
	[
		'a second run of the same leave keeps what the first one stored',
		[leave('list', { take: true }), day('2026-11-25'), leave('list', { take: true })],
		'closed 99 [] | left=20261123L/5/1 | ',
	],
	[
		'a leave without removal stores the end date alone',
		[leave('list')],
		'closed 5 [1] | left=20261123L// | ',
	],
	[
		'removal in a later run completes the entry',
		[leave('list'), day('2026-11-25'), leave('list', { take: true })],
		'closed 99 [] | left=20261123L/5/1 | ',
	],
	[
		'a list enables a user again whom a list disabled',
		[leave('list', { take: true }), listEnables()],
		'open 5 [1] |  | ',
	],
	[
		'a list does not enable a user whom an operation disabled',
		[leave('operation'), listEnables('2020-01-01')],
		'closed 5 [1] | left=20261123O// | byOperation',
	],
	[
		'a list enables a user whom an operation disabled if the employee starts after the leave',
		[leave('operation'), day('2027-06-01'), listEnables('2027-06-01')],
		'open 5 [1] |  | ',
	],
	[
		'a start on the day of the operation does not lie after the leave',
		[leave('operation'), listEnables('2026-11-24')],
		'closed 5 [1] | left=20261123O// | byOperation',
	],
	[
		'a start the day after a last day by an operation does',
		[leave('operation', { on: '2026-11-25' }), day('2026-11-26'), listEnables('2026-11-26')],
		'open 5 [1] |  | ',
	],
	[
		'a start on that last day does not',
		[leave('operation', { on: '2026-11-25' }), day('2026-11-26'), listEnables('2026-11-25')],
		'closed 5 [1] | left=20261125T2359O// | byOperation',
	],
	[
		'a list does not enable a user without an entry',
		[hand({ endDate: '2026-11-20T00:00:00' }), listEnables('2027-01-01')],
		'closed 5 [1] |  | noLeftEntry',
	],
	[
		'a list does not enable a user whose end date was changed by hand',
		[leave('list'), hand({ endDate: '2026-11-20T00:00:00' }), listEnables()],
		'closed 5 [1] | left=20261123L// | otherEndDate',
	],
	[
		'a list does not enable a user who was enabled and disabled by hand since',
		[
			leave('list'),
			hand({ endDate: null }),
			day('2027-02-20'),
			hand({ endDate: '2027-02-19T00:00:00' }),
			listEnables(),
		],
		'closed 5 [1] | left=20261123L// | otherEndDate',
	],
	[
		'a Net2 that keeps whole days does not hide that the end date is ours',
		[
			leave('list', { on: '2026-11-30' }),
			hand({ endDate: '2026-11-30T00:00:00+01:00' }),
			day('2026-12-02'),
			listEnables(),
		],
		'open 5 [1] |  | ',
	],
	[
		'an operation that joins the leave of a list makes it a decision of a person',
		[leave('list'), leave('operation'), listEnables()],
		'closed 5 [1] | left=20261123O// | byOperation',
	],
	[
		'a list that joins the leave of an operation does not take it over',
		[leave('operation'), day('2026-11-25'), leave('list', { take: true }), listEnables()],
		'closed 99 [] | left=20261123O/5/1 | byOperation',
	],
	[
		'a second leave does not bring back what the first one took',
		[
			leave('operation', { take: true }),
			rehire,
			hand({ levels: [2], department: 6 }),
			leave('operation', { take: true }),
			rehire,
		],
		'open 6 [2] |  | ',
	],
	[
		'nor does it if an operator ended the first leave by hand',
		[
			leave('list', { take: true }),
			hand({ endDate: null, levels: [2], department: 6 }),
			day('2027-03-01'),
			leave('list', { take: true }),
			rehire,
		],
		'open 6 [2] |  | ',
	],
	[
		'levels that a mover lost before the last day do not come back',
		[
			leave('list', { on: '2026-12-31' }),
			hand({ levels: [2] }),
			day('2027-01-02'),
			leave('list', { take: true }),
			rehire,
		],
		'open 5 [2] |  | ',
	],
	[
		'an earlier last day stays the same leave',
		[leave('list', { on: '2026-12-31' }), leave('list', { on: '2026-12-15' })],
		'open 5 [1] | left=20261215T2359L// | ',
	],
	[
		'a remembered level and department that Net2 no longer has are left out with a warning',
		[
			leave('list', { take: true }),
			hand({ known: { departmentIds: new Set([LEAVERS]), levelIds: new Set([2]) } }),
			rehire,
		],
		'open 0 [] |  | gone 1,department gone',
	],
	[
		'temporary access ends on time',
		[lend(3, '2026-11-25'), day('2026-11-26'), revokeExpired],
		'open 5 [1] |  | ',
	],
	[
		'temporary access does not end before',
		[lend(3, '2026-11-25'), revokeExpired],
		'open 5 [1 3] | until=3@20261125T1700Z | ',
	],
	[
		'a shorter temporary grant keeps the longer one, with a warning',
		[lend(3, '2026-12-24'), lend(3, '2026-11-30'), day('2026-12-01'), revokeExpired],
		'open 5 [1 3] | until=3@20261224T1700Z | shorter',
	],
	[
		'a longer temporary grant extends the access',
		[lend(3, '2026-11-30'), lend(3, '2026-12-24'), day('2026-12-01'), revokeExpired],
		'open 5 [1 3] | until=3@20261224T1700Z | ',
	],
	[
		'a temporary grant of a permanent level changes nothing, with a warning',
		[lend(1, '2026-11-30'), day('2026-12-01'), revokeExpired],
		'open 5 [1] |  | permanent',
	],
	[
		'a temporary grant whose time has passed grants nothing, with a warning',
		[lend(3, '2026-11-20')],
		'open 5 [1] |  | over',
	],
	[
		'a permanent grant ends the temporary one',
		[lend(3, '2026-11-25'), grant(3), day('2026-12-01'), revokeExpired],
		'open 5 [1 3] |  | ',
	],
	[
		'temporary access is never restored by a rehire',
		[lend(3, '2026-12-24'), leave('operation', { take: true }), rehire],
		'open 5 [1] |  | was temporary 3',
	],
	[
		'nor is it if its time had passed before the leave',
		[lend(3, '2026-11-25'), day('2026-11-26'), leave('list', { take: true }), rehire],
		'open 5 [1] |  | was temporary 3',
	],
	[
		'temporary access that a leave does not remove still ends on time',
		[lend(3, '2026-11-25'), leave('list'), rehire, day('2026-11-26'), revokeExpired],
		'open 5 [1] |  | ',
	],
	[
		'temporary access can be given again after an operator removed it',
		[lend(3, '2026-12-24'), hand({ levels: [1] }), lend(3, '2026-11-30')],
		'open 5 [1 3] | until=3@20261130T1700Z | ',
	],
	[
		'an ended entry that was not swept does not make the next grant permanent',
		[
			lend(3, '2026-11-25'),
			day('2026-11-26'),
			lend(3, '2026-11-30'),
			day('2026-12-01'),
			revokeExpired,
		],
		'open 5 [1] |  | ',
	],
	[
		'a revoked level leaves no entry behind',
		[lend(3, '2026-12-24'), rules(2), revoke(3), revoke(2)],
		'open 5 [1] |  | ',
	],
	['rules replace what rules gave', [rules(2), rules(3)], 'open 5 [1 3] | rules=3 | '],
	[
		'rules do not take over, and so do not remove, a level given by hand',
		[rules(1, 2), rules()],
		'open 5 [1] |  | ',
	],
	[
		'temporary access outlasts the rule that gave the level too',
		[lend(3, '2026-12-24'), rules(3), rules(), day('2026-12-25'), revokeExpired],
		'open 5 [1] |  | ',
	],
	[
		'a rule outlasts the temporary access',
		[lend(3, '2026-11-25'), rules(3), day('2026-11-26'), revokeExpired],
		'open 5 [1 3] | rules=3 | ',
	],
	[
		'a level by rule comes back with a rehire and still belongs to the rule',
		[rules(2), leave('list', { take: true }), rehire, rules()],
		'open 5 [1] |  | ',
	],
	[
		'an entry typed in by hand lets no list enable the user',
		[
			hand({ endDate: '2026-11-20T00:00:00' }),
			editField((field) => `${field} [n8n2 left=20261120L/5/1+2+3+4 AAAAAAAAAAAAAA]`),
			listEnables(),
		],
		'closed 5 [1] |  | noLeftEntry',
	],
	[
		'an entry with one more level typed in restores nothing',
		[leave('list', { take: true }), editField((field) => field.replace('/1 ', '/1+4 ')), rehire],
		'open 99 [] |  | ',
	],
	[
		'an erased field forgets the leave, so no list enables the user',
		[leave('list', { take: true }), hand({ field: '' }), listEnables()],
		'closed 99 [] |  | noLeftEntry',
	],
	[
		'an old entry pasted back does not match a later end date',
		[
			leave('list', { take: true }),
			(world) => {
				const old = world.field;
				rehire(world);
				world.today = '2027-05-01';
				leave('operation')(world);
				world.field = old;
			},
			listEnables(),
		],
		'closed 5 [1] | left=20261123L/5/1 | otherEndDate',
	],
];

test.each(HISTORIES)('%s', (_what, steps, summary) => {
	const world = new World();
	for (const step of steps) step(world);
	expect(world.summary()).toBe(summary);
	if (world.field !== '') expect(world.field).toMatch(/^Parking permit 7/);
});

test('a step that changes nothing returns the same entries, so that no write is needed', () => {
	const world = new World();
	for (const step of [rules(2), lend(3, '2026-12-24'), leave('list')]) step(world);
	const { entries, now, endDate } = world;
	const until = Date.parse('2026-12-24T17:00:00Z');
	expect(addTemporary(entries, { levelId: 3, until }, { now, held: true }).entries).toBe(entries);
	expect(endTemporary(entries, [1])).toBe(entries);
	expect(forgetLevels(entries, [1])).toBe(entries);
	expect(expire(entries, now).entries).toBe(entries);
	expect(setRuleLevels(entries, [2], { held: [1, 2, 3], now }).after).toBe(entries);
	const leaveAgain = { endDate: endDate ?? '', cause: 'list' as const, endDateInNet2: endDate };
	expect(markLeft(entries, leaveAgain)).toBe(entries);
	expect(setList(entries, null)).toBe(entries);
	expect(clearLeft(clearLeft(entries)).left).toBeNull();
});

test('a leave counts individual doors, which are not stored one by one', () => {
	const taken = { departmentId: null, levelIds: [], doors: 2 };
	const leaveNow = {
		endDate: '2026-11-23T00:00:00',
		cause: 'list' as const,
		endDateInNet2: null,
		taken,
	};
	const { left } = markLeft(new World().entries, leaveNow);
	expect(left && restoreSnapshot(left, new World().known).doors).toBe(2);
});
