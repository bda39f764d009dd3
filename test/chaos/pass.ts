import { deriveMarkerKey } from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { derivePlanKey } from '../../nodes/PaxtonNet2/lifecycle/planId';
import type { ProcessState } from '../../nodes/PaxtonNet2/lifecycle/run/processState';
import { ReferenceData } from '../../nodes/PaxtonNet2/lifecycle/run/referenceData';
import type { ItemOptions, Run } from '../../nodes/PaxtonNet2/lifecycle/run/request';
import { isFailure, type Result } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { Net2Client } from '../../nodes/PaxtonNet2/net2/client';
import type { Deed } from './deed';
import { undoDeed } from './plan';
import { carryOutStage, STAGES } from './stages';
import type { Wire } from './wire';

/** Authenticates the marker entries of all worlds. */
export const MARKER_KEY = deriveMarkerKey('chaos');
const PLAN_KEY = derivePlanKey('chaos');

/** A row on its way through the workflow. */
export interface Traveller {
	row: number;
	deeds: Deed[];
	/** After the deeds, what was done is reversed. */
	undoes: boolean;
	twice: boolean;
}

/** What one operation came to for one row. */
export interface ItemResult {
	row: number;
	deed: Deed;
	results: Result[];
	/** Sequence numbers of the journal: everything of the operation lies between them. */
	from: number;
	to: number;
}

export interface PassOptions {
	client: Net2Client;
	/** What the executions of one process share. */
	processState: ProcessState;
	wire: Wire;
	maxUsersInFlight: number;
	doubled: boolean;
	/** The journal's present number. */
	seq: () => number;
}

/** The whole workflow once. Each stage is for all users who got that far, as n8n passes items from node to node. */
export async function pass(travellers: Traveller[], options: PassOptions): Promise<ItemResult[]> {
	const items: ItemResult[] = [];
	const queues = new Map(travellers.map(({ row, deeds }) => [row, [...deeds]]));
	for (const stage of STAGES) {
		const here: Array<{ row: number; deed: Deed; twice: boolean }> = [];
		for (const { row, twice } of travellers) {
			const [deed] = queues.get(row) ?? [];
			if (deed?.stage === stage) here.push({ row, deed, twice });
		}
		if (here.length === 0) continue;
		const from = options.seq();
		options.wire.stage += 1;
		const requested = here.flatMap(({ deed, twice }) =>
			twice ? [deed.params, deed.params] : [deed.params],
		);
		const executions = Array.from({ length: options.doubled ? 2 : 1 }, async () => {
			return await carryOutStage(stage, runOf(stage, options), requested, optionsOf(stage));
		});
		const all = await Promise.all(executions);
		const to = options.seq();
		let place = 0;
		for (const { row, deed, twice } of here) {
			const end = place + (twice ? 2 : 1);
			const results = all.flatMap((answers) => answers.slice(place, end));
			place = end;
			items.push({ row, deed, results, from, to });
			const queue = queues.get(row) ?? [];
			queue.shift();
			const undo = results.map((result) => (isFailure(result) ? result.error : result).undo);
			const way = undo.find((one) => one !== null);
			const undoes = travellers.find((one) => one.row === row)?.undoes === true;
			if (results.every(isFailure)) queue.length = 0;
			if (undoes && stage !== 'undo' && way) queue.push(undoDeed(way, deed));
		}
	}
	return items;
}

function runOf(stage: string, { client, processState, wire, maxUsersInFlight }: PassOptions): Run {
	return {
		operation: `user.${stage}`,
		net2: client,
		clock: wire,
		reference: new ReferenceData(client),
		siteWarnings: new Set(),
		processState,
		timeoutMs: 20_000,
		markerKey: MARKER_KEY,
		planKey: PLAN_KEY,
		siteZone: 'Europe/Amsterdam',
		workflowZone: 'Europe/Amsterdam',
		maxUsersInFlight,
	};
}

function optionsOf(stage: string): ItemOptions {
	return {
		dryRun: false,
		// A leaver who was deleted by the pass before is no stranger to this one.
		ignoreDeleted: stage === 'disable' || stage === 'delete',
		emptyValues: 'keep',
	};
}
