import type { IPollFunctions } from 'n8n-workflow';
import * as v from 'valibot';
import { further, type Cursor } from '../lifecycle/events/cursor';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const cursorSchema = v.object({
	v: v.literal(1),
	server: v.string(),
	epoch: count,
	lastId: count,
	lastTime: v.nullable(v.string()),
	gaps: v.pipe(v.array(count), v.maxLength(1_000)),
	watch: v.optional(
		v.object({
			by: v.picklist(['events', 'digests']),
			highestUser: count,
			digests: v.optional(v.string()),
			capped: v.optional(v.boolean()),
		}),
	),
});

/** Where each trigger of this process stands, by workflow and node: the name of a node may change. */
const inProcess = new Map<string, Cursor>();

type Context = Pick<
	IPollFunctions,
	'getActivationMode' | 'getNode' | 'getWorkflow' | 'getWorkflowStaticData'
>;

export interface CursorStore {
	/** Names the trigger. */
	name: string;
	/** Where it stands; `lost` where it stood somewhere, and nobody knows where. */
	load(): { cursor: Cursor | undefined; lost: boolean };
	save(cursor: Cursor): void;
}

/**
 * The cursor in the static data of the node, and in the process. n8n saves static data when a poll had something to tell,
 * the last writer winning, so another execution may set it back (see docs/decisions, triggers); the process then knows
 * better. The scope is the node's, since that is the one for which newer versions of n8n keep cursors apart from what
 * executions save.
 */
export function cursorStoreOf(context: Context, server: string): CursorStore {
	const name = `${context.getWorkflow().id ?? ''} ${context.getNode().id} ${server}`;
	return {
		name,
		load() {
			const kept: unknown = context.getWorkflowStaticData('node')['cursor'];
			const known = inProcess.get(name);
			if (kept === undefined)
				return { cursor: known, lost: known === undefined && wasActive(context) };
			const parsed = v.safeParse(cursorSchema, kept);
			const saved = parsed.success && parsed.output.server === server ? parsed.output : undefined;
			const cursor = further(known, saved);
			return { cursor, lost: cursor === undefined };
		},
		save(cursor) {
			inProcess.set(name, cursor);
			const data = context.getWorkflowStaticData('node');
			// A write that changes nothing would make n8n save the workflow all the same.
			if (JSON.stringify(data['cursor']) !== JSON.stringify(cursor))
				data['cursor'] = JSON.parse(JSON.stringify(cursor));
		},
	};
}

/** A workflow that n8n starts by itself, or takes over from another main, was active before, and so had a cursor. */
function wasActive(context: Context): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/** As after a restart of n8n; for tests. */
export function forgetCursors(): void {
	inProcess.clear();
}
