import type { Call, Caller } from './call';
import type { Net2Client } from './client';
import { readList } from './reply';
import { namedSchema } from './schemas';

/** Access levels (docs/net2-api.md). */
export function createAccessLevels(send: Caller): Net2Client['accessLevels'] {
	return {
		async list() {
			const call: Call = {
				method: 'GET',
				path: '/accesslevels',
				route: '/accesslevels',
				right: 'see access levels',
			};
			return await readList(call, await send(call), namedSchema);
		},
	};
}
