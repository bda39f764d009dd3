import type { FastifyRequest } from 'fastify';
import { badRequest, notFound } from './apiError';

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body of a request, JSON or form, as its content type says (docs/net2-api.md). */
export function readBody(request: FastifyRequest): unknown {
	const raw = request.body;
	if (!Buffer.isBuffer(raw) || raw.length === 0) return undefined;
	const type = request.headers['content-type'] ?? '';
	if (type.includes('x-www-form-urlencoded')) {
		return Object.fromEntries(new URLSearchParams(raw.toString('utf8')));
	}
	try {
		const parsed: unknown = JSON.parse(raw.toString('utf8'));
		return parsed;
	} catch {
		throw badRequest('The request body is not valid JSON.');
	}
}

/** Reads members of a request whatever their case: `Id`, `id` and `ID` are one (docs/net2-api.md). */
export class Fields {
	private readonly members = new Map<string, unknown>();

	constructor(body: unknown) {
		if (!isRecord(body)) throw badRequest('The request body is not an object.');
		for (const [name, value] of Object.entries(body)) this.members.set(name.toLowerCase(), value);
	}

	static of(request: FastifyRequest): Fields {
		return new Fields(readBody(request) ?? {});
	}

	has(name: string): boolean {
		return this.members.has(name.toLowerCase());
	}

	raw(name: string): unknown {
		return this.members.get(name.toLowerCase());
	}

	/** Text, or undefined where the member is absent or null. Numbers count as text. */
	text(name: string): string | undefined {
		const value = this.raw(name);
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'string') return value;
		if (typeof value === 'number' || typeof value === 'boolean') return String(value);
		throw badRequest(`${name} is not text.`);
	}

	/** Booleans also as the text `True` or `true` (docs/net2-api.md). */
	flag(name: string): boolean | undefined {
		const text = this.text(name)?.trim().toLowerCase();
		if (text === undefined || text === '') return undefined;
		if (text === 'true' || text === '1') return true;
		if (text === 'false' || text === '0') return false;
		throw badRequest(`${name} is not a boolean.`);
	}

	/** Whole numbers also as text: one client sends `{"id":"0"}` (docs/net2-api.md). */
	number(name: string): number | undefined {
		const value = this.raw(name);
		return value === undefined || value === null ? undefined : wholeNumber(value, name);
	}

	list(name: string): unknown[] | undefined {
		const value = this.raw(name);
		if (value === undefined || value === null) return undefined;
		if (!Array.isArray(value)) throw badRequest(`${name} is not a list.`);
		return value;
	}
}

export function wholeNumber(value: unknown, name: string): number {
	if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
	if (typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value)) return Number(value);
	throw badRequest(`${name} is not a whole number.`);
}

/** A number in the path. Anything else is answered like a number that does not exist. */
export function pathNumber(request: FastifyRequest, name: string): number {
	const value = isRecord(request.params) ? request.params[name] : undefined;
	if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) throw notFound('Resource');
	return Number(value);
}

/** A value of the query string, its name in any case; of several the first. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
	if (!isRecord(request.query)) return undefined;
	for (const [key, value] of Object.entries(request.query)) {
		if (key.toLowerCase() !== name.toLowerCase()) continue;
		const first: unknown = Array.isArray(value) ? value[0] : value;
		if (typeof first === 'string') return first;
	}
	return undefined;
}
