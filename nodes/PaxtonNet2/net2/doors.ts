import { missingMessages } from '../messages/missing';
import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { expectDone, jsonOrNothing, readList } from './reply';
import { NO_RETRY } from './retry';
import { namedSchema } from './schemas';
import { doorStatusSchema } from './siteSchemas';

const RIGHT = 'see doors';

/** Doors, and the command to open one (docs/net2-api.md). */
export function createDoors(send: Caller): Net2Client['doors'] {
	const get = (path: string): Call => ({ method: 'GET', path, route: path, right: RIGHT });
	return {
		async list() {
			const call = get('/doors');
			return await readList(call, await send(call), namedSchema);
		},
		async statuses() {
			const call = get('/doors/status');
			return await readList(call, await send(call), doorStatusSchema);
		},
		async open(id) {
			const path = '/commands/door/open';
			const call: Call = {
				method: 'POST',
				path,
				route: path,
				right: 'open doors',
				json: { doorId: id },
				// A door that opens a second time without warning is worse than one that stays closed.
				retryPolicy: NO_RETRY,
				once: true,
			};
			const response = await send(call);
			expectDone(call, response, missingMessages.door);
			// No reading shows whether Net2 took the command, so a page of a proxy must not count as its word.
			jsonOrNothing(call, response);
		},
	};
}
