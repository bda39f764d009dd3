import fc from 'fast-check';
import { disable } from '../../../nodes/PaxtonNet2/lifecycle/operations/disable';
import { enable } from '../../../nodes/PaxtonNet2/lifecycle/operations/enable';
import { grant, revoke, setLevels } from '../../../nodes/PaxtonNet2/lifecycle/operations/levels';
import { setLeaveDate } from '../../../nodes/PaxtonNet2/lifecycle/operations/setLeaveDate';
import { update } from '../../../nodes/PaxtonNet2/lifecycle/operations/update';
import { upsert } from '../../../nodes/PaxtonNet2/lifecycle/operations/upsert';
import type { FieldValues } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import {
	isFailure,
	type Result,
	type Undo,
} from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import type { NewPerson } from '../../../emulator/people';
import { all, byKey, LEAVERS, leaver, levels, mover, named, opened, provision } from './params';
import type { Site } from './site';

/** Random small worlds, and what may be done to the people in them. Today is 2026-11-24 everywhere. */
export const KEYS = ['00901', '901', 'B-7'];
const NOBODY = '00999';

const LEVELS = ['All hours, all doors', 'Office hours', 'Warehouse', 'Server room'];
const DEPARTMENTS = ['Sales', 'Engineering', "Int'l Trade"];
const text = fc.constantFrom('', 'x', "O'Brien", 'Żółć', '020 1234', 'n8n');
const midnight = (...days: string[]) => fc.constantFrom(...days.map((day) => `${day}T00:00:00`));
const door = fc.constantFrom<unknown>(
	{ id: 6000001, timezoneId: 1 },
	{ id: 6000002, timezoneId: 1 },
	{ id: 6000003, timezoneId: 2 },
);

export function person(key: string): fc.Arbitrary<NewPerson> {
	return fc.record({
		firstName: fc.option(text, { nil: null }),
		middleName: fc.option(text, { nil: null }),
		lastName: fc.constantFrom('Iner', 'Żółć'),
		telephone: fc.option(text, { nil: null }),
		extension: fc.option(text, { nil: null }),
		fax: fc.option(text, { nil: null }),
		pin: fc.constantFrom(null, '', '0042', '4711'),
		isAlarmUser: fc.boolean(),
		isAntiPassbackUser: fc.boolean(),
		isLockdownExempt: fc.boolean(),
		activateDate: midnight('2024-01-01', '2026-11-24', '2026-12-01'),
		expiryDate: fc.option(midnight('2026-06-30', '2026-11-23', '2026-11-24', '2026-12-31'), {
			nil: null,
		}),
		departmentId: fc.constantFrom(0, 1, 2, 3, 4),
		accessLevels: fc.subarray([1, 2, 3, 4]),
		individualPermissions: fc.uniqueArray(door, {
			maxLength: 2,
			selector: (one) => JSON.stringify(one),
		}),
		personnelNumber: fc.constant(key),
		customFields: fc
			.subarray([1, 9, 10, 13])
			.chain((ids) =>
				fc.tuple(...ids.map((id) => text.map((value) => ({ id, value })))).map((all) => [...all]),
			),
		cards: fc
			.array(fc.boolean(), { maxLength: 2 })
			.map((lost) =>
				lost.map((isLost, n) => ({ tokenValue: `${KEYS.indexOf(key) + 1}000${n}`, isLost })),
			),
	});
}

/** Changes a user, and resolves with what reverses it. */
export type Deed = (site: Site) => Promise<Undo | null>;

const fields: fc.Arbitrary<FieldValues> = fc.record(
	{
		firstName: text,
		middleName: text,
		telephone: text,
		pin: fc.constantFrom('', '1234', '0042'),
		isAlarmUser: fc.boolean(),
		isAntiPassbackUser: fc.boolean(),
		'customField:9': text,
		'customField:13': text,
	},
	{ requiredKeys: [] },
);
const day = fc.constantFrom('2026-11-25', '2026-12-31', '2027-06-30T17:00:00');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const department = maybe(fc.constantFrom(...DEPARTMENTS).map(named));
const leaverDepartment = maybe(fc.constant(LEAVERS));
const someLevels = fc.subarray(LEVELS, { minLength: 1 });
const key = fc.constantFrom(...KEYS);

/** The empty value clears, so that a request may remove something. */
const options = { emptyValues: 'clear' as const, verifyName: false };

async function undoOf(results: Promise<Result[]>): Promise<Undo | null> {
	const [result] = await results;
	if (result === undefined) throw new Error('There is no result.');
	return isFailure(result) ? result.error.undo : result.undo;
}

export const DEEDS = {
	disable: fc
		.record({
			leaverDepartment,
			removeAccess: fc.constantFrom('keep', 'levels', 'all'),
			cards: fc.constantFrom('keep', 'lost'),
			clearPin: fc.boolean(),
			markerField: maybe(fc.constant('Notes')),
			key,
		})
		.map(
			({ key: who, ...more }): Deed =>
				async (site) =>
					await undoOf(all(site, disable, [leaver(byKey(who), more)], options)),
		),
	enable: fc.record({ leaverDepartment, endDate: maybe(day), startNow: fc.boolean(), key }).map(
		({ key: who, ...more }): Deed =>
			async (site) =>
				await undoOf(all(site, enable, [opened(byKey(who), more)], options)),
	),
	grant: fc.tuple(key, someLevels).map(
		([who, names]): Deed =>
			async (site) =>
				await undoOf(all(site, grant, [levels(byKey(who), names)], options)),
	),
	revoke: fc.tuple(key, someLevels).map(
		([who, names]): Deed =>
			async (site) =>
				await undoOf(all(site, revoke, [levels(byKey(who), names)], options)),
	),
	set: fc.tuple(key, fc.subarray(LEVELS)).map(
		([who, names]): Deed =>
			async (site) =>
				await undoOf(
					all(site, setLevels, [levels(byKey(who), names, { allowEmpty: true })], options),
				),
	),
	setLeaveDate: fc.tuple(key, maybe(day)).map(
		([who, date]): Deed =>
			async (site) =>
				await undoOf(
					all(
						site,
						setLeaveDate,
						[{ user: byKey(who), date, withdraw: date === undefined }],
						options,
					),
				),
	),
	update: fc.tuple(key, fields, department).map(
		([who, values, to]): Deed =>
			async (site) =>
				await undoOf(all(site, update, [mover(byKey(who), values, { department: to })], options)),
	),
	upsert: fc
		.record({
			key: fc.constantFrom(...KEYS, NOBODY),
			fields: fields.map((values) => ({ ...values, lastName: 'Iner' })),
			department,
			leaverDepartment,
			accessLevels: maybe(someLevels),
			startDate: maybe(fc.constantFrom('2026-01-05', '2026-11-24', '2026-11-25')),
			endDate: maybe(day),
			enabled: fc.constantFrom('keep', 'enable', 'disable'),
		})
		.map(
			({ key: who, ...more }): Deed =>
				async (site) =>
					await undoOf(
						all(site, upsert, [provision(who, more)], { ...options, ignoreDeleted: true }),
					),
		),
} satisfies Record<string, fc.Arbitrary<Deed>>;
