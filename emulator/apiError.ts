/** A refusal in Net2's own form (API sheet, section 4). */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly body: Record<string, unknown>,
	) {
		super(`HTTP ${status}`);
	}
}

/** Net2's recorded messages begin with a colon and a blank (API sheet, section 4). */
export function badRequest(message: string): ApiError {
	return new ApiError(400, { message: `: ${message}` });
}

export function notFound(what: string): ApiError {
	return new ApiError(404, { message: `: ${what} not found.` });
}

/** ASP.NET's own words (API sheet, section 14, item 1). */
export function unauthorized(): ApiError {
	return new ApiError(401, { message: 'Authorization has been denied for this request.' });
}

export function forbidden(): ApiError {
	return new ApiError(403, { message: 'The operator does not have the right to do this.' });
}
