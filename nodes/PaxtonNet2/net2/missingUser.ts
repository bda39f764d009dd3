import type { Call, Caller } from './call';
import { jsonOf, textOf } from './reply';
import type { HttpResponse } from './transport';

/** The highest 32-bit id of Net2, which no user has. */
const NO_ONE = 2_147_483_647;

/**
 * Recognises how this server answers for a user that it does not have, if that is not 404. Some answer 400, which can
 * also mean that the request itself was wrong. So the client reads once a user that certainly does not exist. A reply
 * that differs from that one only in numbers means that the user is missing. The text itself says nothing, since it
 * is in the server's language. What is not JSON comes from a proxy and never counts.
 */
export function createMissingUserCheck(send: Caller): (response: HttpResponse) => Promise<boolean> {
	let sample: Promise<string | undefined> | undefined;

	const readSample = async () => {
		let shape: string | undefined;
		const call: Call = {
			method: 'GET',
			path: `/users/${NO_ONE}`,
			route: '/users/{id}',
			right: 'see users',
			isMissing: async (response) => {
				shape = shapeOf(response);
				return await Promise.resolve(true);
			},
		};
		await send(call);
		return shape;
	};

	return async (response) => {
		const shape = shapeOf(response);
		if (shape === undefined) return false;
		sample ??= readSample().catch((error: unknown) => {
			sample = undefined;
			throw error;
		});
		return (await sample) === shape;
	};
}

/** The body without its numbers. Undefined if it is not JSON. */
function shapeOf(response: HttpResponse): string | undefined {
	const text = textOf(response);
	return jsonOf(text) === undefined ? undefined : text.replace(/\d+/g, '#');
}
