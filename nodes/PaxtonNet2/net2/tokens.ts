import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { createdId } from './created';
import { expectDone, readList } from './reply';
import { tokensSchema } from './schemas';

const CHANGE = 'change tokens';

/** The cards of a user, which Net2's API calls tokens: cards, fobs and number plates (docs/net2-api.md). */
export function createTokens(send: Caller): Net2Client['tokens'] {
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
			const call: Call = { method: 'GET', ...all(userId), right: 'see tokens' };
			const response = await send(call);
			return response.status === 404 ? undefined : readList(call, response, tokensSchema);
		},
		async add(userId, { tokenType, tokenValue, isLost }) {
			const json = { tokenType, tokenValue, isLost };
			const call: Call = { method: 'POST', ...all(userId), right: CHANGE, json };
			const response = await send(call);
			expectDone(call, response, 'such user');
			return createdId(call, response);
		},
		/** PUT replaces the whole token, so it contains all members. */
		async update(userId, { id, tokenType, tokenValue, isLost }) {
			const json = { id, tokenType, tokenValue, isLost };
			const call: Call = { method: 'PUT', ...one(userId, id), json };
			expectDone(call, await send(call), 'such user or token');
		},
		async delete(userId, id) {
			const response = await send({ method: 'DELETE', ...one(userId, id) });
			return response.status !== 404;
		},
	};
}
