import { customFieldName } from '../../mapping/customFields';
import { Net2Error } from '../../net2/errors';
import type { User, UserBody } from '../../net2/model';
import { userRecord } from '../steps/aspects';
import { endsAsAsked } from '../steps/endDate';
import type { Change } from '../result/result';
import type { Run } from '../run/request';
import { siteFor } from '../result/observedState';
import type { Step } from '../steps/steps';
import type { UndoPart } from './undoPart';

type Members = Extract<UndoPart, { of: 'record' }>['after'];

/**
 * The members of a user record as they were before a write, if they still are as it left them; nothing where they are
 * back already. Throws `conflict` where they are neither.
 */
export function recordBack(run: Run, { before, after }: { before: Members; after: Members }): Step {
	return userRecord(run, (user, said) => {
		const differs = differing(run, user, after);
		if (differs.length > 0) {
			if (differing(run, user, before).length === 0) return null;
			throw changed(differs);
		}
		const { customFields = [], ...members } = before;
		const body: UserBody = {};
		for (const [name, value] of Object.entries(members)) {
			if (name === 'activateDate' && value === null) {
				said.warn('There was no start date before, and Net2 takes none: the present one stays.');
				continue;
			}
			// Null text means "unchanged" to Net2 (API sheet 5.5), so text that was not there goes back as ''.
			Object.assign(body, { [name]: value === null && name !== 'expiryDate' ? '' : value });
		}
		if (customFields.length > 0) {
			const all = new Map(user.customFields.map(({ id, value }) => [id, value ?? '']));
			for (const { id, value } of customFields) all.set(id, value ?? '');
			body.customFields = [...all].map(([id, value]) => ({ id, value }));
		}
		return {
			message: 'User record as it was before',
			changes: changesBack(after, before),
			body,
		};
	});
}

function changesBack(from: Members, to: Members): Change[] {
	const { customFields = [], ...members } = to;
	const fieldBefore = (id: number) => from.customFields?.find((field) => field.id === id)?.value;
	return [
		...Object.keys(members).map((field): Change => {
			const [was, is]: unknown[] = [Reflect.get(from, field), Reflect.get(to, field)];
			if (field === 'pin') return { field, from: pinState(was), to: pinState(is) };
			return { field, from: was ?? null, to: is ?? null };
		}),
		...customFields.map(({ id, value }) => ({
			field: customFieldName(id),
			from: fieldBefore(id) ?? null,
			to: value,
		})),
	];
}

function pinState(pin: unknown): 'set' | 'cleared' {
	return pin === null || pin === undefined || pin === '' ? 'cleared' : 'set';
}

/** What of these members is another now, in words without a PIN. Net2 may have kept the day of a date only. */
export function differing(run: Run, user: User, left: Members): string[] {
	const { customFields = [], ...members } = left;
	const site = siteFor(run, user);
	const problems: string[] = [];
	for (const [name, value] of Object.entries(members)) {
		if (value === undefined) continue;
		const now: unknown = Reflect.get(user, name) ?? null;
		const isDate = name === 'expiryDate' || name === 'activateDate';
		const same =
			isDate && typeof value === 'string'
				? typeof now === 'string' && endsAsAsked(now, value, site)
				: (value ?? '') === (now ?? '');
		if (!same)
			problems.push(name === 'pin' ? 'the PIN is another one' : `${name} is ${shown(now)} now`);
	}
	for (const { id, value } of customFields) {
		const now = user.customFields.find((field) => field.id === id)?.value ?? '';
		if (now !== (value ?? '')) problems.push(`${customFieldName(id)} is ${shown(now)} now`);
	}
	return problems;
}

function shown(value: unknown): string {
	return value === null || value === '' ? 'empty' : `"${String(value)}"`;
}

/** Somebody wrote to this person since. */
export function changed(what: string[]): Net2Error {
	return new Net2Error(
		'conflict',
		`This person is no longer as that step left them: ${what.join('; ')}.`,
		'Nothing was taken back. Decide by hand what should hold now.',
	);
}
