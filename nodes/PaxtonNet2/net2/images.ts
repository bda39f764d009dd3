import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { expectDone } from './reply';

/** Pictures of people: API sheet 5.11. */
export function createImages(send: Caller): Net2Client['images'] {
	const call = (method: 'GET' | 'PUT', userId: number): Call => ({
		method,
		path: `/users/${userId}/image`,
		route: '/users/{id}/image',
		right: method === 'GET' ? 'see users' : 'change users',
	});
	return {
		/** 404 is said of a person without a picture, and of no such person: only the user itself tells which. */
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
