import { Net2Error, wasNeverSent } from './errors';
import type { Transport } from './transport';

/** A transport that counts the requests which may have reached the server, signing in and repeated ones included. */
export function countRequests(transport: Transport): {
	transport: Transport;
	requests(): number;
} {
	let requests = 0;
	return {
		transport: {
			async send(request) {
				requests += 1;
				return await transport.send(request).catch((error: unknown) => {
					if (error instanceof Net2Error && wasNeverSent(error)) requests -= 1;
					throw error;
				});
			},
			close: async () => await transport.close(),
		},
		requests: () => requests,
	};
}
