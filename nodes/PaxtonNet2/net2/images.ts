import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { expectDone } from './reply';

/** Pictures of users (docs/net2-api.md). */
export function createImages(send: Caller): Net2Client['images'] {
	const call = (method: 'GET' | 'PUT', userId: number): Call => ({
		method,
		path: `/users/${userId}/image`,
		route: '/users/{id}/image',
		right: method === 'GET' ? 'see users' : 'change users',
	});
	return {
		/** Net2 answers 404 for a user without a picture and for a user that does not exist. Only the user's record shows which. */
		async get(userId) {
			const response = await send(call('GET', userId));
			return response.status === 404 || response.body.length === 0 ? undefined : response.body;
		},
		async set(userId, image) {
			const put = call('PUT', userId);
			put.json = { base64Data: Buffer.from(image).toString('base64') };
			expectDone(put, await send(put), 'such user');
		},
	};
}
