import { ReferenceData } from '../../nodes/PaxtonNet2/lifecycle/run/referenceData';
import { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import type { ItemOptions, Request, Run } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { isFailure, type Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import { deriveMarkerKey } from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { derivePlanKey } from '../../nodes/PaxtonNet2/lifecycle/planId';
import type { SiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';
import { openNet2, SessionPool } from '../../nodes/PaxtonNet2/net2/openNet2';
import {
	createUndiciTransport,
	type UndiciTransportOptions,
} from '../../nodes/PaxtonNet2/net2/undiciTransport';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';
import { OPERATOR } from './people';

/** Carries out operations as one process of n8n does: one sign-in, and one knowledge of what it wrote. */
export interface Writer {
	run<Params>(
		operation: (run: Run, requests: Array<Request<Params>>) => Promise<Result[]>,
		params: Params[],
	): Promise<Result[]>;
}

const OPTIONS: ItemOptions = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' };

/** @param transport what differs from a plain connection */
export function openWriter(
	baseUrl: string,
	transport: Partial<UndiciTransportOptions> = {},
	siteProfile?: SiteProfile,
): Writer {
	const sessions = new SessionPool(hostClock);
	const processState = new ProcessState();
	return {
		async run(operation, params) {
			const timeoutMs = 30_000;
			const net2 = openNet2({
				transport: createUndiciTransport({ baseUrl, maxConnections: 8, timeoutMs, ...transport }),
				clock: hostClock,
				credential: { baseUrl, ...OPERATOR, mfaType: 'none' },
				sessions,
				initialRequests: 4,
			});
			const run: Run = {
				operation: 'bench',
				net2,
				clock: hostClock,
				reference: new ReferenceData(net2),
				siteWarnings: new Set(),
				processState,
				siteProfile,
				timeoutMs,
				markerKey: deriveMarkerKey('bench'),
				planKey: derivePlanKey('bench'),
				siteZone: 'Europe/Amsterdam',
				workflowZone: 'Europe/Amsterdam',
				maxUsersInFlight: 100,
			};
			try {
				return await operation(
					run,
					params.map((one, index) => ({ index, options: OPTIONS, params: one })),
				);
			} finally {
				await net2.close();
			}
		},
	};
}

/** How an item ended: `ok`, or the reason of its failure. */
export function endOf(result: Result): string {
	return isFailure(result) ? result.error.reason : 'ok';
}
