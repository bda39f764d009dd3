import type { Patience } from './retry';
import type { HttpRequest, HttpResponse } from './transport';

/** One call of the API, and what a person would call it. */
export interface Call {
	method: HttpRequest['method'];
	/** With its values, e.g. `/users/42`. */
	path: string;
	/** Without them, e.g. `/users/{id}`: the only form that may appear in an error. */
	route: string;
	/** What the operator must be allowed to do, e.g. `change users`. */
	right: string;
	query?: Record<string, string>;
	json?: unknown;
	patience?: Patience;
	/** Never sent twice, not even after a 401: for what must not happen again when nobody expects it. */
	once?: true;
}

/** Sends calls with the session's token; resolves with a 2xx or a 404 only. */
export type Caller = (call: Call) => Promise<HttpResponse>;
