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
	byTime: v.optional(
		v.object({
			lookBack: v.optional(
				v.object({ at: v.string(), seconds: count, count, isFull: v.boolean() }),
			),
		}),
	),
	watch: v.optional(
		v.object({
			by: v.picklist(['events', 'digests']),
			highestUser: count,
			digests: v.optional(v.string()),
			capped: v.optional(v.boolean()),
		}),
	),
});

/** The cursor of each trigger of this process, by workflow and node id. The name of a node may change. */
const inProcess = new Map<string, Cursor>();

/** Identifies a trigger node in this process, whatever its name. */
export function triggerName(context: Pick<Context, 'getNode' | 'getWorkflow'>): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
}

type Context = Pick<
	IPollFunctions,
	'getActivationMode' | 'getNode' | 'getWorkflow' | 'getWorkflowStaticData'
>;

export interface CursorStore {
	/** `lost`: the trigger had a cursor before, and it is gone. */
	load(): { cursor: Cursor | undefined; lost: boolean };
	save(cursor: Cursor): void;
}

/**
 * The cursor in the static data of the node, and in this process. n8n saves static data when a poll returned items, and the
 * last writer wins. So another execution may save an older cursor over it (docs/decisions/0014-the-cursor-of-the-trigger.md).
 * Therefore the cursor that has read further counts, in both directions. The scope is the node's, because newer versions of
 * n8n keep cursors of that scope apart from what executions save.
 */
export function cursorStoreOf(context: Context, server: string): CursorStore {
	const name = `${triggerName(context)} ${server}`;
	return {
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
			const newest = further(cursor, inProcess.get(name)) ?? cursor;
			inProcess.set(name, newest);
			const data = context.getWorkflowStaticData('node');
			// A write that changes nothing would make n8n save the workflow all the same.
			if (JSON.stringify(data['cursor']) !== JSON.stringify(newest))
				data['cursor'] = JSON.parse(JSON.stringify(newest));
		},
	};
}

/** If n8n starts a workflow by itself or takes it over from another main, it was active before. So it had a cursor. */
function wasActive(context: Context): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

/** As after a restart of n8n. For tests. */
export function forgetCursors(): void {
	inProcess.clear();
}
