import * as v from 'valibot';
import type { missingMessages } from '../messages/missing';
import { replyMessages } from '../messages/reply';
import { type Call, placeOf } from './call';
import { failure, type Net2Error } from './errors';
import { yieldToEventLoop } from './eventLoop';
import { jsonOf, piecesOf } from './jsonList';
import type { HttpResponse } from './transport';

export { jsonOf };

/** Items that are read before other work of this process gets a turn: a few milliseconds. */
const YIELD_EVERY = 250;

/** More than any site has. Each entry takes some hundred bytes, also if the server sends only a few. */
const MOST_ENTRIES = 1_000_000;

const UTF_8 = new TextDecoder();

/** One problem is enough to refuse a reply. A list of all of them took 3.6 GB for a reply of 10 MiB. */
const FIRST_PROBLEM = { abortEarly: true, abortPipeEarly: true } as const;

/**
 * Reads the JSON of a reply.
 *
 * @throws Net2Error `badReply` for HTML, an empty body, and truncated or misshapen JSON. Also for a 404 that the
 * caller has not handled, since then the route itself is missing
 */
export function readJson<TSchema extends v.GenericSchema>(
	call: Call,
	response: HttpResponse,
	schema: TSchema,
): v.InferOutput<TSchema> {
	const value = valueOf(call, response);
	if (value === undefined) {
		const place = placeOf(call, response.status);
		throw failure(replyMessages.emptyReply, place, place);
	}
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
	const text = bodyOf(call, response);
	if (!text.startsWith('[')) {
		if ((valueOf(call, response) ?? null) === null) return [];
		throw misshapen(call, response);
	}
	const place = placeOf(call, response.status);
	const items: Array<v.InferOutput<TItem>> = [];
	let index = 0;
	for (const piece of piecesOf(text)) {
		if (piece === undefined) throw notJson(call, response, text);
		for (const entry of piece) {
			if (index === MOST_ENTRIES) throw failure(replyMessages.tooManyEntries, place, place);
			if (index % YIELD_EVERY === YIELD_EVERY - 1) await yieldToEventLoop();
			if (entry !== null) {
				const result = v.safeParse(item, entry, FIRST_PROBLEM);
				if (!result.success) throw misshapen(call, response, result.issues[0], index);
				items.push(result.output);
			}
			index += 1;
		}
		await yieldToEventLoop();
	}
	return items;
}

/**
 * @param missing says what Net2 does not have
 * @throws Net2Error `notFound` for a 404
 */
export function expectDone(call: Call, response: HttpResponse, missing: Missing): void {
	const place = placeOf(call, response.status);
	if (response.status === 404) throw failure(missing, place, place);
}

type Missing = (typeof missingMessages)[keyof typeof missingMessages];

/**
 * The JSON of a reply to a write, undefined if it is empty. Anything else comes from a proxy or a broken server, and the
 * write may have been done all the same.
 *
 * @throws Net2Error `unknownOutcome`
 */
export function jsonOrNothing(call: Call, response: HttpResponse): unknown {
	const text = textOf(response);
	const value = jsonOf(text);
	if (text === '' || value !== undefined) return value;
	const place = placeOf(call, response.status);
	throw failure(replyMessages.writeNotJson, place, place);
}

/** The body as text, without a byte order mark and outer blanks. */
export function textOf(response: HttpResponse): string {
	return UTF_8.decode(response.body).trim();
}

function bodyOf(call: Call, response: HttpResponse): string {
	const place = placeOf(call, response.status);
	if (response.status === 404) throw failure(replyMessages.noRoute, place, place);
	return textOf(response);
}

/** Undefined if the body is empty. */
function valueOf(call: Call, response: HttpResponse): unknown {
	const text = bodyOf(call, response);
	if (text === '') return undefined;
	const value = jsonOf(text);
	if (value !== undefined) return value;
	throw notJson(call, response, text);
}

function notJson(call: Call, response: HttpResponse, text: string): Net2Error {
	const place = placeOf(call, response.status);
	const message = text.startsWith('<') ? replyMessages.webPage : replyMessages.brokenJson;
	return failure(message, place, place);
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
	const place = placeOf(call, response.status);
	return path === ''
		? failure(replyMessages.otherJson, place, place)
		: failure(replyMessages.otherJsonAt, { ...place, path }, place);
}
