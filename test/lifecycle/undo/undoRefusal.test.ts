import { describe, expect, test } from 'vitest';
import {
	givesAccessAfterLeave,
	undoRefusal,
	type UndoIdentity,
	type UndoSituation,
} from '../../../nodes/PaxtonNet2/lifecycle/undo/undoRefusal';
import { UndoLedger } from '../../../nodes/PaxtonNet2/lifecycle/undo/undoLedger';
import { undoMessages } from '../../../nodes/PaxtonNet2/messages/undo';
import type { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';

const at = (text: string): number => Date.parse(text);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = at('2026-11-24T09:00:00Z');
const YESTERDAY = at('2026-11-23T00:00:00Z');
const NAME = { firstName: 'Anna', middleName: null, lastName: 'Berg', email: null };

/** Anna Berg was disabled at once and lost her levels. */
const DISABLED: UndoIdentity = {
	id: 'u1',
	server: 'https://net2.example.local:8443',
	userId: 42,
	number: '00123',
	name: NAME,
	at: AT,
	leaveDate: null,
	endDateThen: YESTERDAY,
	effect: { endDate: null, givesRights: true, deletes: false },
};
const SOON: UndoSituation = {
	server: DISABLED.server,
	now: AT + HOUR,
	user: { ...NAME, number: '00123', endDate: YESTERDAY },
	ledger: 'open',
};

function verdict(undo: Partial<UndoIdentity>, situation: Partial<UndoSituation> = {}) {
	const refusal = undoRefusal({ ...DISABLED, ...undo }, { ...SOON, ...situation });
	if (refusal === undefined) return 'allowed';
	expect(refusal.message).toMatch(/Nothing was written\.$/);
	expect(refusal.remedy).not.toBe('');
	return nameOf(refusal);
}
/** The entry of the catalogue, by the remedy, which no two refusals share. */
function nameOf({ remedy }: Net2Error): string | undefined {
	return Object.entries(undoMessages).find(([, entry]) => entry.remedy === remedy)?.[0];
}
const user = (changes: object) => ({
	user: { ...NAME, number: '00123', endDate: YESTERDAY, ...changes },
});

describe('an undo', () => {
	test('reverses a mistaken disable soon after it', () => {
		expect(verdict({})).toBe('allowed');
	});
	test('works on its own server only', () => {
		expect(verdict({}, { server: 'https://other.example.local:8443' })).toBe('otherServer');
	});
	test('is refused when Net2 has no such user', () => {
		expect(verdict({}, { user: null })).toBe('userIsGone');
	});
	test.each([
		['another number', { number: '00124' }, 'otherUser'],
		['the number in another form', { number: '123' }, 'otherUser'],
		['no number', { number: null }, 'otherUser'],
		['another first name', { firstName: 'Piet' }, 'otherUser'],
		['another first and last name', { firstName: 'Piet', lastName: 'Smit' }, 'otherUser'],
		['another last name, as after a marriage', { lastName: 'Smit' }, 'allowed'],
		['blanks around the number', { number: ' 00123 ' }, 'allowed'],
		['no first name', { firstName: null }, 'allowed'],
	])('looks at a user who has %s', (_what, changes, expected) => {
		expect(verdict({}, user(changes))).toBe(expected);
	});
	test('for a user without a number goes by the name alone, and never without one', () => {
		expect(verdict({ number: '' }, user({ number: null }))).toBe('allowed');
		expect(verdict({ number: '' }, user({ number: null, firstName: 'Piet' }))).toBe('otherUser');
		expect(verdict({ number: '' }, user({ number: null, firstName: null }))).toBe('otherUser');
	});
	test('is valid for 7 days', () => {
		expect(verdict({}, { now: AT + 7 * DAY })).toBe('allowed');
		expect(verdict({}, { now: AT + 7 * DAY + 1 })).toBe('tooOld');
	});
	test.each([
		['and did not have it when the operation ended', {}, null, 'accessGivenSince'],
		['until a later day', {}, AT + DAY, 'accessGivenSince'],
		['and had it all the time', { endDateThen: null }, null, 'allowed'],
		['and had it until a later day', { endDateThen: AT + DAY }, null, 'allowed'],
		[
			'and gets nothing by the undo',
			{ effect: { givesRights: false, deletes: false } },
			null,
			'allowed',
		],
		[
			'and loses it by the undo',
			{ effect: { endDate: YESTERDAY, givesRights: true, deletes: false } },
			null,
			'allowed',
		],
	])('adds no levels or cards for a user who has access %s', (_what, undo, endDate, expected) => {
		const rights = { effect: { givesRights: true, deletes: false }, ...undo };
		expect(verdict(rights, user({ endDate }))).toBe(expected);
	});
	test('is refused when this process knows better', () => {
		expect(verdict({}, { ledger: 'used' })).toBe('used');
		expect(verdict({}, { ledger: 'reliedOn' })).toBe('reliedOn');
	});
});

describe('the leave date', () => {
	const soon = AT + HOUR;
	const cases: Array<
		[
			what: string,
			undo: Partial<UndoIdentity>,
			now: number,
			endDateNow: number | null,
			gives: boolean,
		]
	> = [
		['of a user disabled at once is none', {}, soon, YESTERDAY, false],
		[
			'that has passed since it was set keeps the user out',
			{
				leaveDate: at('2026-11-28'),
				effect: { endDate: null, givesRights: false, deletes: false },
			},
			at('2026-11-30'),
			at('2026-11-28'),
			true,
		],
		[
			'is seen in Net2 even if the undo does not carry it',
			{ leaveDate: null, effect: { endDate: null, givesRights: false, deletes: false } },
			at('2026-11-30'),
			at('2026-11-28'),
			true,
		],
		[
			'that still lies ahead may be withdrawn',
			{
				leaveDate: at('2026-11-28'),
				effect: { endDate: null, givesRights: false, deletes: false },
			},
			at('2026-11-27'),
			at('2026-11-28'),
			false,
		],
		[
			'of an HR list that had passed when the list was applied keeps the user out',
			{ leaveDate: at('2026-11-20') },
			soon,
			YESTERDAY,
			true,
		],
		[
			'that the undo puts back and that has passed gives no levels',
			{ effect: { endDate: at('2026-11-28'), givesRights: true, deletes: false } },
			at('2026-11-30'),
			YESTERDAY,
			true,
		],
		[
			'that the undo puts back and that has passed gives no access by itself',
			{ effect: { endDate: at('2026-11-28'), givesRights: false, deletes: false } },
			at('2026-11-30'),
			YESTERDAY,
			false,
		],
		[
			'that the undo puts back and that lies ahead gives access until then',
			{ effect: { endDate: at('2026-11-28'), givesRights: true, deletes: false } },
			soon,
			YESTERDAY,
			false,
		],
		[
			'that has passed keeps levels away that the undo would give back',
			{ effect: { givesRights: true, deletes: false } },
			soon,
			YESTERDAY,
			true,
		],
		[
			'that has passed does not matter to an undo that gives nothing',
			{ effect: { givesRights: false, deletes: false } },
			soon,
			YESTERDAY,
			false,
		],
		[
			'does not matter to a user who has none',
			{ endDateThen: null, effect: { givesRights: true, deletes: false } },
			soon,
			null,
			false,
		],
		[
			'does not matter when the undo deletes a user who was created',
			{ leaveDate: at('2026-11-20'), effect: { endDate: null, givesRights: true, deletes: true } },
			soon,
			YESTERDAY,
			false,
		],
	];
	test.each(cases)('%s', (_what, undo, now, endDateNow, gives) => {
		const identity = { ...DISABLED, ...undo };
		expect(givesAccessAfterLeave(identity, now, endDateNow)).toBe(gives);
		const expected = gives ? 'leaveDatePassed' : 'allowed';
		expect(verdict(undo, { now, ...user({ endDate: endDateNow }) })).toBe(expected);
	});
});

describe('what this process knows about an undo', () => {
	const SERVER = DISABLED.server;
	const undo = { id: 'u1', server: SERVER, userId: 42, places: ['expiryDate', 'level 4'], at: AT };
	const user = { server: SERVER, userId: 42 };

	test('is nothing at first', () => {
		expect(new UndoLedger().stateOf(undo)).toBe('open');
	});
	test('refuses after a later operation that wrote a place or found it as it should be', () => {
		const ledger = new UndoLedger();
		ledger.decided(user, ['expiryDate'], { at: AT + 1 });
		expect(ledger.stateOf(undo)).toBe('reliedOn');
	});
	test('refuses after one in the same millisecond', () => {
		const ledger = new UndoLedger();
		ledger.decided(user, undo.places, { at: AT, undoId: 'u1' });
		ledger.decided(user, ['level 4'], { at: AT });
		expect(ledger.stateOf(undo)).toBe('reliedOn');
	});
	test('goes on after its own operation, and after one for another place, user or server', () => {
		const ledger = new UndoLedger();
		ledger.decided(user, undo.places, { at: AT + 1, undoId: 'u1' });
		ledger.decided(user, ['level 5', 'department'], { at: AT + 1 });
		ledger.decided({ ...user, userId: 43 }, undo.places, { at: AT + 1 });
		ledger.decided({ ...user, server: 'https://other' }, undo.places, { at: AT + 1 });
		expect(ledger.stateOf(undo)).toBe('open');
	});
	test('refuses an undo of another process by the time', () => {
		const ledger = new UndoLedger();
		ledger.decided(user, ['level 4'], { at: AT, undoId: 'u9' });
		expect(ledger.stateOf(undo)).toBe('reliedOn');
	});
	test('goes on when the later operation was undone itself, and not when a third one came after it', () => {
		const ledger = new UndoLedger();
		ledger.decided(user, undo.places, { at: AT, undoId: 'u1' });
		ledger.decided(user, ['expiryDate', 'department'], { at: AT, undoId: 'u2' });
		ledger.undone('u3');
		ledger.used('u2');
		expect(ledger.stateOf(undo)).toBe('open');
		ledger.decided(user, ['expiryDate'], { at: AT });
		ledger.decided(user, ['expiryDate'], { at: AT, undoId: 'u4' });
		ledger.used('u4');
		expect(ledger.stateOf(undo)).toBe('reliedOn');
	});
	test('goes on after an operation that came before', () => {
		const ledger = new UndoLedger();
		ledger.decided(user, undo.places, { at: AT - 1 });
		expect(ledger.stateOf(undo)).toBe('open');
	});
	test('lets each undo be used once', () => {
		const ledger = new UndoLedger();
		ledger.used('u1');
		expect([ledger.stateOf(undo), ledger.stateOf({ ...undo, id: 'u2' })]).toEqual(['used', 'open']);
	});
	test('forgets the oldest when it is full', () => {
		const ledger = new UndoLedger(2);
		for (const userId of [1, 2, 1, 3])
			ledger.decided({ server: SERVER, userId }, ['expiryDate'], { at: AT });
		const state = (userId: number) => ledger.stateOf({ ...undo, userId });
		expect([state(1), state(2), state(3)]).toEqual(['reliedOn', 'open', 'reliedOn']);
		for (const id of ['a', 'b', 'c']) ledger.used(id);
		expect(['a', 'b', 'c'].map((id) => ledger.stateOf({ ...undo, userId: 9, id }))).toEqual([
			'open',
			'used',
			'used',
		]);
	});
});
