import { missingMessages } from '../messages/missing';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { createdId } from './created';
import { missingPart } from './missingPart';
import type { Token } from './model';
import { expectDone, readList } from './reply';
import { tokenSchema } from './schemas';

const CHANGE = 'change tokens';

/** A user's cards, which the API calls tokens (docs/net2-api.md). */
export function createTokens(
	send: Caller,
	isMissing: NonNullable<Call['isMissing']>,
	get: Net2Client['users']['get'],
): Net2Client['tokens'] {
	const all = (userId: number) => ({
		path: `/users/${userId}/tokens`,
		route: '/users/{id}/tokens',
	});
	const one = (userId: number, id: number) => ({
		path: `/users/${userId}/tokens/${id}`,
		route: '/users/{id}/tokens/{tokenId}',
		right: CHANGE,
	});
	return {
		async list(userId) {
			const call: Call = { method: 'GET', ...all(userId), right: 'see tokens', isMissing };
			const response = await send(call);
			const { status } = response;
			if (status === 404) return await missingPart(get, userId, { call, status });
			return await readList(call, response, tokenSchema);
		},
		async add(userId, token) {
			const json = bodyOf(token);
			const call: Call = { method: 'POST', ...all(userId), right: CHANGE, json };
			const response = await send(call);
			expectDone(call, response, missingMessages.user);
			return createdId(call, response);
		},
		/** PUT replaces the token, so all of its members go along. */
		async update(userId, { id, ...token }) {
			const json = { id, ...bodyOf(token) };
			const call: Call = { method: 'PUT', ...one(userId, id), json };
			expectDone(call, await send(call), missingMessages.userOrToken);
		},
		async delete(userId, id) {
			const response = await send({ method: 'DELETE', ...one(userId, id) });
			return response.status !== 404;
		},
	};
}

/** A fingerprint has no value, and an empty one must not become its value. */
function bodyOf({ tokenType, tokenValue, isLost }: Omit<Token, 'id'>) {
	return { tokenType, ...(tokenValue !== '' && { tokenValue }), isLost };
}
