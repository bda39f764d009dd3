import { missingMessages } from '../messages/missing';
import { replyMessages } from '../messages/reply';
import { type Call, type Caller, placeOf } from './call';
import type { Net2Client } from './client';
import { failure } from './errors';
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
			const get = call('GET', userId);
			const { status, body } = await send(get);
			if (status === 404 || body.length === 0) return undefined;
			// Each kind of picture begins otherwise, so this is the page of a proxy or an error of a server.
			if (/^\s*[<{["]/.test(Buffer.from(body.subarray(0, 100)).toString('latin1'))) {
				const place = placeOf(get, status);
				throw failure(replyMessages.textForPicture, place, place);
			}
			return body;
		},
		async set(userId, image) {
			const put = call('PUT', userId);
			put.json = { base64Data: Buffer.from(image).toString('base64') };
			expectDone(put, await send(put), missingMessages.user);
		},
	};
}
