import { replyMessages } from '../messages/reply';
import { failure, Net2Error, wasNeverSent } from './errors';
import type { Transport } from './transport';

export interface RequestCount {
	/** Counts each request that may have reached the server, signing in and repeated ones included. */
	transport: Transport;
	/** The same, but it sends nothing more once the limit is reached. */
	limited: Transport;
	requests(): number;
}

/** @throws Net2Error from `limited`: `safetyLimit`, which ends the run */
export function countRequests(transport: Transport, limit: number): RequestCount {
	let requests = 0;
	const counted: Transport = {
		async send(request) {
			requests += 1;
			return await transport.send(request).catch((error: unknown) => {
				if (error instanceof Net2Error && wasNeverSent(error)) requests -= 1;
				throw error;
			});
		},
		close: async () => await transport.close(),
	};
	return {
		transport: counted,
		limited: {
			...counted,
			async send(request) {
				if (requests < limit) return await counted.send(request);
				throw failure(replyMessages.requestLimit, { limit });
			},
		},
		requests: () => requests,
	};
}
