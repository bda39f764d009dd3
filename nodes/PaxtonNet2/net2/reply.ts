import * as v from 'valibot';
import type { Call } from './call';
import type { Net2Error } from './errors';
import { yieldToEventLoop } from './eventLoop';
import { notThere, unreadable } from './httpFailure';
import { jsonOf, parseJson } from './jsonList';
import type { HttpResponse } from './transport';

export { jsonOf };

/** Items that are read before other work of this process gets a turn: a few milliseconds. */
const YIELD_EVERY = 250;

/** One problem is enough to refuse a reply. A list of all of them took 3.6 GB for a reply of 10 MiB. */
const FIRST_PROBLEM = { abortEarly: true, abortPipeEarly: true } as const;

/**
 * Reads the JSON of a reply.
 *
 * @throws Net2Error `badReply` for HTML, an empty body, and truncated or misshapen JSON. Also for a 404 that the
 * caller has not handled, since then the route itself is missing
 */
export async function readJson<TSchema extends v.GenericSchema>(
	call: Call,
	response: HttpResponse,
	schema: TSchema,
): Promise<v.InferOutput<TSchema>> {
	const value = await valueOf(call, response);
	if (value === undefined) throw unreadable(call, response.status, 'nothing at all');
	const result = v.safeParse(schema, value, FIRST_PROBLEM);
	if (!result.success) throw misshapen(call, response, result.issues[0]);
	return result.output;
}

/**
 * As {@link readJson}, for a collection. An empty body and `null` are an empty list, and null entries are skipped
 * (docs/net2-api.md). A long list is read in pieces, with other work of this process in between.
 *
 * @param item reads one entry
 * @throws Net2Error `badReply` as `readJson` does, with the number of the first entry that has another shape
 */
export async function readList<TItem extends v.GenericSchema>(
	call: Call,
	response: HttpResponse,
	item: TItem,
): Promise<Array<v.InferOutput<TItem>>> {
	const value = (await valueOf(call, response)) ?? [];
	if (!Array.isArray(value)) throw misshapen(call, response);
	const entries: readonly unknown[] = value;
	const items: Array<v.InferOutput<TItem>> = [];
	for (const [index, entry] of entries.entries()) {
		if (index % YIELD_EVERY === YIELD_EVERY - 1) await yieldToEventLoop();
		if (entry === null) continue;
		const result = v.safeParse(item, entry, FIRST_PROBLEM);
		if (!result.success) throw misshapen(call, response, result.issues[0], index);
		items.push(result.output);
	}
	return items;
}

/** @throws Net2Error `notFound` for a 404 */
export function expectDone(call: Call, response: HttpResponse, what: string): void {
	if (response.status === 404) throw notThere(call, what);
}

/** The body as text, without a byte order mark and outer blanks. */
export function textOf(response: HttpResponse): string {
	return new TextDecoder().decode(response.body).trim();
}

/** Undefined if the body is empty. */
async function valueOf(call: Call, response: HttpResponse): Promise<unknown> {
	if (response.status === 404) throw unreadable(call, 404, "'not found' (404)");
	const text = textOf(response);
	if (text === '') return undefined;
	const value = await parseJson(text);
	if (value !== undefined) return value;
	throw unreadable(call, response.status, text.startsWith('<') ? 'a web page' : 'broken JSON');
}

/** Names the member, never its value. */
function misshapen(
	call: Call,
	response: HttpResponse,
	issue?: v.BaseIssue<unknown>,
	index?: number,
): Net2Error {
	const member = issue === undefined ? null : v.getDotPath(issue);
	const path = [index, member].filter((part) => part !== undefined && part !== null).join('.');
	return unreadable(
		call,
		response.status,
		path === '' ? 'JSON of another shape' : `JSON of another shape (at ${path})`,
	);
}
