import type { RetryPolicy } from './retry';
import type { HttpRequest, HttpResponse } from './transport';

/** One call of the API, and what an operator would call it. */
export interface Call {
	method: HttpRequest['method'];
	/** With its values, e.g. `/users/42`. */
	path: string;
	/** Without them, e.g. `/users/{id}`: the only form that may appear in an error. */
	route: string;
	/** What the operator must be allowed to do, e.g. `change users`. */
	right: string;
	query?: Record<string, string> | undefined;
	json?: unknown | undefined;
	/** Default: CALL_RETRY_POLICY of retry.ts. */
	retryPolicy?: RetryPolicy | undefined;
	/** Never sent twice, not even after a 401: for a command that must not happen again later. */
	once?: true | undefined;
	/** Called before each attempt. What it throws ends the call, and nothing is sent. */
	beforeSending?: (() => void) | undefined;
	/** Whether a reply of 400 means that Net2 does not have what the call is about. The reply then counts as 404. */
	isMissing?: ((response: HttpResponse) => Promise<boolean>) | undefined;
}

/** Where a call failed. The error keeps it, and its message names it. */
export function placeOf({ method, route }: Pick<Call, 'method' | 'route'>, status: number) {
	return { method, route, status };
}

/** Sends calls with the token of the sign-in. Resolves with a 2xx or a 404 only. */
export type Caller = (call: Call) => Promise<HttpResponse>;
