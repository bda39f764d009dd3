import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { User } from '../../nodes/PaxtonNet2/net2/model';
import { fieldsChanged, readFields } from '../../nodes/PaxtonNet2/mapping/fields';
import { userBody } from '../../nodes/PaxtonNet2/net2/userUpdate';

const SITE = [
	{ id: 9, name: 'Email', maxLength: 50 },
	{ id: 13, name: 'Notes', maxLength: 0 },
	{ id: 14, name: 'Personnel number', maxLength: 50 },
];

const user: User = {
	id: 42,
	firstName: 'Anna',
	middleName: null,
	lastName: 'van den Berg',
	expiryDate: '2026-12-31T23:59:00+01:00',
	activateDate: '2024-03-01T00:00:00+01:00',
	pin: '0042',
	telephone: '',
	extension: null,
	fax: null,
	isAlarmUser: false,
	isLockdownExempt: true,
	hasImage: true,
	customFields: [
		{ id: 9, value: 'anna@example.com' },
		{ id: 13, value: null },
		{ id: 14, value: '00123' },
	],
};

const changed = (values: Parameters<typeof readFields>[0], empty: 'keep' | 'clear' = 'keep') =>
	fieldsChanged(user, readFields(values, SITE, empty));

describe('fieldsChanged', () => {
	it('finds nothing where nothing differs, null and "" being one', () => {
		const same = {
			firstName: 'Anna',
			middleName: '',
			telephone: null,
			lastName: 'van den Berg',
			pin: '0042',
			isAlarmUser: false,
			'customField:9': 'anna@example.com',
			'customField:13': '',
			'customField:14': '00123',
		};
		expect(changed(same)).toEqual({ changes: [], body: {} });
		expect(changed(same, 'clear')).toEqual({ changes: [], body: {} });
	});

	test.each([
		[{ lastName: 'Van den Berg' }, 'lastName', 'van den Berg', 'Van den Berg'],
		[{ middleName: 'M.' }, 'middleName', null, 'M.'],
		[{ isAlarmUser: true }, 'isAlarmUser', false, true],
		[{ isAntiPassbackUser: false }, 'isAntiPassbackUser', null, false],
		[{ 'customField:14': '123' }, 'customField:14', '00123', '123'],
		[{ 'customField:13': 'x' }, 'customField:13', null, 'x'],
	])('%j changes %s', (values, field, from, to) => {
		expect(changed(values).changes).toEqual([{ field, from, to }]);
	});

	it('shows a PIN as set or cleared only', () => {
		expect(changed({ pin: '9876' })).toEqual({
			changes: [{ field: 'pin', from: 'set', to: 'set' }],
			body: { pin: '9876' },
		});
		expect(changed({ pin: '' }, 'clear').changes).toEqual([
			{ field: 'pin', from: 'set', to: 'cleared' },
		]);
		expect(JSON.stringify(changed({ pin: '9876' }).changes)).not.toMatch(/9876|0042/);
	});

	it('names the custom fields that change, and no other', () => {
		expect(changed({ 'customField:9': '', 'customField:13': 'x' }, 'clear').body).toEqual({
			customFields: [
				{ id: 9, value: '' },
				{ id: 13, value: 'x' },
			],
		});
		expect(user.customFields[0]?.value).toBe('anna@example.com');
	});

	it('is settled once written', () => {
		const text = fc.string({ maxLength: 20 }).filter((value) => !/\p{Cc}|\p{Cs}/u.test(value));
		const ids = fc.constantFrom('firstName', 'fax', 'customField:9', 'customField:13');
		const fields = fc.dictionary(ids, fc.oneof(text, fc.constant(null)));
		fc.assert(
			fc.property(fields, fc.constantFrom('keep' as const, 'clear' as const), (values, empty) => {
				const desired = readFields(values, SITE, empty);
				const { body } = fieldsChanged(user, desired);
				const after = { ...user, ...userBody(user, body, 'short') };
				expect(fieldsChanged(after, desired)).toEqual({ changes: [], body: {} });
				expect(after.expiryDate).toBe(user.expiryDate);
				const isNumber = ({ id }: { id: number }) => id === 14;
				expect(after.customFields.find(isNumber)?.value).toBe('00123');
			}),
		);
	});
});
