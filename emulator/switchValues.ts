import * as v from 'valibot';
import { profiledWrites, type ProfiledWrite } from '../nodes/PaxtonNet2/net2/siteProfile';

/** Clients accept several statuses for most writes; these are the ones with the most evidence (docs/net2-api.md). */
export const defaultWriteStatuses: Readonly<Record<ProfiledWrite, number>> = {
	createUser: 201,
	updateUser: 200,
	deleteUser: 204,
	setDepartment: 204,
	setLevels: 204,
	addCard: 201,
	changeCard: 204,
	removeCard: 204,
};

/** On the command line, `--serial` alone is the same as `--serial on`. */
export const flag = v.pipe(
	v.union([v.boolean(), v.string()]),
	v.transform((value) => value === true || value === 'true' || value === 'on' || value === ''),
);

export const amount = v.pipe(
	v.union([v.number(), v.pipe(v.string(), v.nonEmpty())]),
	v.transform(Number),
	v.number(),
	v.finite(),
	v.minValue(0),
);

/** A list, or text with commas. `none` is the empty list. */
export function listOf<const T extends readonly string[]>(options: T) {
	return v.pipe(
		v.union([v.array(v.string()), v.string()]),
		v.transform((value) =>
			(typeof value === 'string' ? value.split(',') : value)
				.map((part) => part.trim())
				.filter((part) => part !== '' && part !== 'none'),
		),
		v.array(v.picklist(options)),
	);
}

export const retryAfterSchema = v.pipe(
	v.union([v.boolean(), v.number(), v.string()]),
	v.transform((value) => {
		if (value === false || value === 'off' || value === 'false') return 'off';
		if (value === true || value === '' || value === 'seconds' || value === 'true') return 1;
		return value === 'date' ? 'date' : Number(value);
	}),
	v.union([v.picklist(['off', 'date']), v.pipe(v.number(), v.finite())]),
);

/** `createUser=200,updateUser=204`, or an object. Writes that are not named keep their usual status. */
export const writeStatusesSchema = v.pipe(
	v.union([v.string(), v.record(v.string(), v.number())]),
	v.transform((value) => (typeof value === 'string' ? statusesOf(value) : value)),
	v.strictObject(
		v.entriesFromList(
			profiledWrites,
			v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(299))),
		),
	),
	v.transform((some) => ({ ...defaultWriteStatuses, ...some })),
);

function statusesOf(text: string): Record<string, number> {
	const pairs = text.split(',').filter((part) => part.trim() !== '');
	return Object.fromEntries(
		pairs.map((pair): [string, number] => {
			const [name = '', status] = pair.split('=');
			return [name.trim(), Number(status)];
		}),
	);
}
