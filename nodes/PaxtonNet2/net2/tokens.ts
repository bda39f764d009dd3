import type { Call, Caller } from './calls';
import type { Net2Client } from './client';
import { expectDone, readList } from './reply';
import { tokensSchema } from './schemas';

/** Cards, fobs and plates of a person: API sheet 5.10. */
export function createTokens(send: Caller): Net2Client['tokens'] {
	return {
		async list(userId) {
			const call: Call = {
				method: 'GET',
				path: `/users/${userId}/tokens`,
				route: '/users/{id}/tokens',
				right: 'see tokens',
			};
			const response = await send(call);
			return response.status === 404 ? undefined : readList(call, response, tokensSchema);
		},
		/** PUT replaces the token, so all of its members go with it. */
		async update(userId, { id, tokenType, tokenValue, isLost }) {
			const call: Call = {
				method: 'PUT',
				path: `/users/${userId}/tokens/${id}`,
				route: '/users/{id}/tokens/{tokenId}',
				right: 'change tokens',
				json: { id, tokenType, tokenValue, isLost },
			};
			expectDone(call, await send(call), 'such user or token');
		},
	};
}
