import type { Call, Caller } from './call';
import { foldKeys } from './caseInsensitive';
import type { Net2Client } from './client';
import type { Reason } from '../messages/reason';
import { Net2Error } from './errors';
import { jsonOf, textOf } from './reply';

const MAX_LENGTH = 60;
/** A server that does not report its version works as well. The texts are only shown to the user. */
const NOT_REPORTED: ReadonlySet<Reason> = new Set<Reason>(['notAllowed', 'badReply', 'badInput']);
const VERSION_KEYS = ['version', 'productversion', 'serverversion', 'value', 'name'];
const TYPE_KEYS = ['producttype', 'type', 'value', 'name', 'description'];

/** What the server reports about itself. The shapes are unknown (docs/net2-api.md), so any is accepted. */
export function createServer(send: Caller): Net2Client['server'] {
	const read = async (setting: string, keys: readonly string[]): Promise<string | null> => {
		const path = `/serversettings/${setting}`;
		const call: Call = { method: 'GET', path, route: path, right: 'see server settings' };
		const response = await send(call).catch(nullIfNotReported);
		if (response === null || response.status === 404) return null;
		const text = textOf(response);
		const value = jsonOf(text);
		return shown(value === undefined ? text : value, keys);
	};
	return {
		version: async () => await read('version', VERSION_KEYS),
		productType: async () => await read('productType', TYPE_KEYS),
	};
}

function nullIfNotReported(error: unknown): null {
	if (error instanceof Net2Error && NOT_REPORTED.has(error.reason)) return null;
	throw error;
}

function shown(value: unknown, keys: readonly string[]): string | null {
	if (typeof value === 'number') return String(value);
	if (typeof value === 'string') {
		const text = value.trim();
		return text === '' || text.length > MAX_LENGTH || /[<\p{Cc}]/u.test(text) ? null : text;
	}
	const members = foldKeys(Array.isArray(value) ? value[0] : value);
	if (members === undefined) return null;
	if (typeof members['major'] === 'number') {
		const parts = [members['major'], members['minor'], members['build'], members['revision']];
		return parts.filter((part) => typeof part === 'number' && part >= 0).join('.');
	}
	for (const key of keys) {
		const found = members[key];
		if (typeof found === 'string' || typeof found === 'number') return shown(found, keys);
	}
	return null;
}
