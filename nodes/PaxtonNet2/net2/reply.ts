import * as v from 'valibot';
import type { Call } from './call';
import type { Net2Error } from './errors';
import { notThere, unreadable } from './httpFailure';
import type { HttpResponse } from './transport';

/**
 * Reads the JSON of a reply.
 *
 * @throws Net2Error `badReply` for HTML, an empty body, truncated or misshapen JSON, and for a 404 that
 * the caller has not dealt with: then the route itself is missing
 */
export function readJson<TSchema extends v.GenericSchema>(
	call: Call,
	response: HttpResponse,
	schema: TSchema,
): v.InferOutput<TSchema> {
	if (response.status === 404) throw unreadable(call, 404, "'not found' (404)");
	const text = textOf(response);
	if (text === '') throw unreadable(call, response.status, 'nothing at all');
	return parsed(call, response, schema, text);
}

/** As {@link readJson}, for a collection: an empty body is an empty list (API sheet 1 and 15). */
export function readList<TSchema extends v.GenericSchema>(
	call: Call,
	response: HttpResponse,
	schema: TSchema,
): v.InferOutput<TSchema> {
	const text = textOf(response);
	if (response.status === 404) throw unreadable(call, 404, "'not found' (404)");
	return parsed(call, response, schema, text === '' ? '[]' : text);
}

/** @throws Net2Error `notFound` for a 404 */
export function expectDone(call: Call, response: HttpResponse, what: string): void {
	if (response.status === 404) throw notThere(call, what);
}

/** The body as text, without a byte order mark and outer blanks. */
export function textOf(response: HttpResponse): string {
	return new TextDecoder().decode(response.body).trim();
}

function parsed<TSchema extends v.GenericSchema>(
	call: Call,
	response: HttpResponse,
	schema: TSchema,
	text: string,
): v.InferOutput<TSchema> {
	const value = jsonOf(text);
	if (value === undefined) {
		const what = text.startsWith('<') ? 'a web page' : 'broken JSON';
		throw unreadable(call, response.status, what);
	}
	const result = v.safeParse(schema, value);
	if (!result.success) throw misshapen(call, response, result.issues[0]);
	return result.output;
}

/** Names the member, never its value. */
function misshapen(call: Call, response: HttpResponse, issue: v.BaseIssue<unknown>): Net2Error {
	const where = v.getDotPath(issue);
	return unreadable(
		call,
		response.status,
		where === null ? 'JSON of another shape' : `JSON of another shape (at ${where})`,
	);
}

/** Undefined where it is not JSON, which itself has no undefined. */
export function jsonOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
