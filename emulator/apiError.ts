/** A reply in place of the usual one: a refusal in Net2's own form (docs/net2-api.md), or no such user. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		/** Undefined: no body. Null: the JSON text `null`. */
		readonly body: Record<string, unknown> | null | undefined,
	) {
		super(`HTTP ${status}`);
	}
}

/** Net2's recorded messages begin with a colon and a blank (docs/net2-api.md). */
export function badRequest(message: string): ApiError {
	return new ApiError(400, { message: `: ${message}` });
}

export function notFound(what: string): ApiError {
	return new ApiError(404, { message: `: ${what} not found.` });
}

/** ASP.NET's own words (docs/net2-api.md). */
export function unauthorized(): ApiError {
	return new ApiError(401, { message: 'Authorization has been denied for this request.' });
}

export function forbidden(): ApiError {
	return new ApiError(403, { message: 'The operator does not have the right to do this.' });
}
