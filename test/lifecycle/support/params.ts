import type {
	CreateParams,
	DepartmentRef,
	DisableParams,
	EnableParams,
	ItemOptions,
	LevelsParams,
	Lookup,
	Request,
	Run,
	UpdateParams,
	UpsertParams,
} from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import {
	isFailure,
	type Failure,
	type Result,
	type Success,
} from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import type { Site } from './site';

export const byId = (id: number | string): Lookup => ({ by: 'id', id: String(id) });
export const byKey = (key: string, field?: string): Lookup => ({ by: 'key', key, field });
export const named = (name: string): DepartmentRef => ({ by: 'name', name });
export const LEAVERS = named('Terminated Employment');

export function joiner(key: string, more: Partial<CreateParams> = {}): CreateParams {
	return {
		key,
		fields: { firstName: 'Jo', lastName: 'Iner' },
		department: named('Sales'),
		...more,
	};
}

export function mover(
	user: Lookup,
	fields: UpdateParams['fields'],
	more: Partial<UpdateParams> = {},
) {
	return { user, fields, ...more };
}

export function leaver(user: Lookup, more: Partial<DisableParams> = {}): DisableParams {
	return {
		user,
		removeAccess: 'keep',
		cards: 'keep',
		clearPin: false,
		onNotFound: 'error',
		...more,
	};
}

export function provision(key: string, more: Partial<UpsertParams> = {}): UpsertParams {
	return {
		key,
		fields: { firstName: 'Jo', lastName: 'Iner' },
		department: named('Sales'),
		enabled: 'keep',
		...more,
	};
}

export function opened(user: Lookup, more: Partial<EnableParams> = {}): EnableParams {
	return { user, startNow: false, ...more };
}

export function levels(user: Lookup, accessLevels: string[], more: Partial<LevelsParams> = {}) {
	return { user, accessLevels, onNotFound: 'error' as const, allowEmpty: false, ...more };
}

type Verb<Params, Done> = (run: Run, requests: Array<Request<Params>>) => Promise<Done[]>;

/** Runs an operation for all requests in one run. */
export async function all<Params, Done>(
	site: Site,
	verb: Verb<Params, Done>,
	requested: Params[],
	options: Partial<ItemOptions> = {},
	run: Partial<Run> = {},
): Promise<Done[]> {
	return await verb(
		site.run(`user.${verb.name}`, run),
		requested.map((params, index) => ({
			index,
			params,
			options: { dryRun: false, ignoreDeleted: false, emptyValues: 'keep', ...options },
		})),
	);
}

/** For one request that succeeds. */
export async function done<Params>(
	site: Site,
	verb: Verb<Params, Result>,
	params: Params,
	options: Partial<ItemOptions> = {},
): Promise<Success> {
	const [result] = await all(site, verb, [params], options);
	return succeeded(result);
}

/** For one request that is refused, or fails. */
export async function refused<Params>(
	site: Site,
	verb: Verb<Params, object>,
	params: Params,
	options: Partial<ItemOptions> = {},
): Promise<Failure['error']> {
	const [result] = await all(site, verb, [params], options);
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
