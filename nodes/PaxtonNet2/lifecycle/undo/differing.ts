import { customFieldName } from '../../mapping/customFields';
import { sameEndDate } from '../../mapping/net2Dates';
import type { User } from '../../net2/model';
import { siteFor, type Policy } from '../plan/policy';
import type { UndoPart } from './undoPart';

type Members = Extract<UndoPart, { of: 'record' }>['after'];

/** What of these members is another now, in words without a PIN. Net2 may have kept the day of a date only. */
export function differing(
	user: User,
	left: Members,
	policy: Pick<Policy, 'siteZone' | 'workflowZone'>,
): string[] {
	const { customFields = [], ...members } = left;
	const site = siteFor(policy, user);
	const problems: string[] = [];
	for (const [name, value] of Object.entries(members)) {
		if (value === undefined) continue;
		const now: unknown = Reflect.get(user, name) ?? null;
		const isDate = name === 'expiryDate' || name === 'activateDate';
		const same =
			isDate && typeof value === 'string'
				? typeof now === 'string' && sameEndDate(now, value, site)
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
