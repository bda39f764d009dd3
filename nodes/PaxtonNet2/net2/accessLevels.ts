import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { readList } from './reply';
import { namedListSchema } from './schemas';

/** Access levels: API sheet 7. */
export function createAccessLevels(send: Caller): Net2Client['accessLevels'] {
	return {
		async list() {
			const call: Call = {
				method: 'GET',
				path: '/accesslevels',
				route: '/accesslevels',
				right: 'see access levels',
			};
			return readList(call, await send(call), namedListSchema);
		},
	};
}
