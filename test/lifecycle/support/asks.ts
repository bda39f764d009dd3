import type {
	CreateAsk,
	DepartmentWish,
	DisableAsk,
	EnableAsk,
	ItemOptions,
	LevelsAsk,
	Lookup,
	Request,
	Run,
	UpdateAsk,
	UpsertAsk,
} from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import {
	isFailure,
	type Failure,
	type Result,
	type Success,
} from '../../../nodes/PaxtonNet2/lifecycle/run/result';
import type { Site } from './site';

export const byId = (id: number | string): Lookup => ({ by: 'id', id: String(id) });
export const byKey = (key: string, field?: string): Lookup => ({ by: 'key', key, field });
export const named = (name: string): DepartmentWish => ({ by: 'name', name });
export const LEAVERS = named('Terminated Employment');

export function joiner(key: string, more: Partial<CreateAsk> = {}): CreateAsk {
	return {
		key,
		fields: { firstName: 'Jo', lastName: 'Iner' },
		department: named('Sales'),
		...more,
	};
}

export function mover(user: Lookup, fields: UpdateAsk['fields'], more: Partial<UpdateAsk> = {}) {
	return { user, fields, ...more };
}

export function leaver(user: Lookup, more: Partial<DisableAsk> = {}): DisableAsk {
	return {
		user,
		removeAccess: 'keep',
		cards: 'keep',
		clearPin: false,
		onNotFound: 'error',
		...more,
	};
}

export function provision(key: string, more: Partial<UpsertAsk> = {}): UpsertAsk {
	return {
		key,
		fields: { firstName: 'Jo', lastName: 'Iner' },
		department: named('Sales'),
		enabled: 'keep',
		...more,
	};
}

export function opened(user: Lookup, more: Partial<EnableAsk> = {}): EnableAsk {
	return { user, startNow: false, ...more };
}

export function levels(user: Lookup, accessLevels: string[], more: Partial<LevelsAsk> = {}) {
	return { user, accessLevels, onNotFound: 'error' as const, allowEmpty: false, ...more };
}

type Verb<Ask, Done> = (run: Run, requests: Array<Request<Ask>>) => Promise<Done[]>;

/** Carries a verb out for all asks in one run. */
export async function all<Ask, Done>(
	site: Site,
	verb: Verb<Ask, Done>,
	asks: Ask[],
	options: Partial<ItemOptions> = {},
	run: Partial<Run> = {},
): Promise<Done[]> {
	return await verb(
		site.run(`user.${verb.name}`, run),
		asks.map((ask, index) => ({
			index,
			ask,
			options: { dryRun: false, ignoreDeleted: false, emptyValues: 'keep', ...options },
		})),
	);
}

/** For one ask that succeeds. */
export async function done<Ask>(
	site: Site,
	verb: Verb<Ask, Result>,
	ask: Ask,
	options: Partial<ItemOptions> = {},
): Promise<Success> {
	const [result] = await all(site, verb, [ask], options);
	return succeeded(result);
}

/** For one ask that is refused, or fails. */
export async function refused<Ask>(
	site: Site,
	verb: Verb<Ask, object>,
	ask: Ask,
	options: Partial<ItemOptions> = {},
): Promise<Failure['error']> {
	const [result] = await all(site, verb, [ask], options);
	return failedWith(result);
}

export function succeeded(result: Result | undefined): Success {
	if (result === undefined) throw new Error('There is no result.');
	if (isFailure(result)) throw new Error(`${result.error.reason}: ${result.error.message}`);
	return result;
}

export function failedWith(result: object | undefined): Failure['error'] {
	if (result === undefined || !isFailure(result))
		throw new Error(`It did not fail: ${JSON.stringify(result)}`);
	return result.error;
}

/** `created`, or for a failure its reason. */
export function gist(result: Result): string {
	return isFailure(result) ? result.error.reason : result.outcome;
}
