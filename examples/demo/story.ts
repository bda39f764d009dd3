import type { IDataObject } from 'n8n-workflow';
import type { WorkflowResult } from '../../test/engine';

/** The node that reads the HR file, one item a row. */
const LIST = 'HR list';

/** What became of one row of an HR file. */
export interface StoryRow {
	key: string;
	name: string;
	userId: number | null;
	/** What each station did, e.g. `created`, `Office hours granted`. */
	deeds: string[];
	changed: boolean;
	/** False: a step could not check what it did. Undefined: the line had no result. */
	verified?: boolean;
	refused?: { reason: string; message: string };
}

/** Follows each row of the HR list through the Net2 nodes of a finished workflow, by the items' pairing. */
export function storyOf(result: WorkflowResult, stations: string[]): StoryRow[] {
	const rows = result.nodes[LIST]?.main[0] ?? [];
	const storyRows = rows.map((row): StoryRow => {
		const name = [row.json['firstName'], row.json['middleName'], row.json['lastName']];
		return {
			key: String(row.json['key']),
			name: name.filter(Boolean).join(' '),
			userId: null,
			deeds: [],
			changed: false,
		};
	});
	for (const station of stations) {
		for (const { json, origin } of traced(result, station, 0)) add(storyRows[origin], json);
		for (const { json, origin } of traced(result, station, 1)) refuse(storyRows[origin], json);
	}
	return storyRows;
}

function add(row: StoryRow | undefined, json: IDataObject): void {
	if (row === undefined) return;
	const changes = Array.isArray(json['changes']) ? json['changes'].filter(isObject) : [];
	const outcome = String(json['outcome']);
	const levels = changes.filter(({ field }) => field === 'accessLevels');
	const removed = levels.filter(({ to }) => shown(to) === '').map(({ from }) => shown(from));
	const added = levels.filter(({ to }) => shown(to) !== '').map(({ to }) => shown(to));
	if (outcome === 'granted') row.deeds.push(`granted ${added.join(', ')}`);
	else
		row.deeds.push(
			[
				outcome,
				...removed.map((level) => `removed ${level}`),
				...added.map((level) => `granted ${level}`),
			].join(', '),
		);
	row.changed ||= json['changed'] === true;
	row.verified = row.verified !== false && json['verified'] === true;
	if (typeof json['userId'] === 'number') row.userId = json['userId'];
}

function refuse(row: StoryRow | undefined, json: IDataObject): void {
	const { error } = json;
	if (row !== undefined && isObject(error))
		row.refused = { reason: String(error['reason']), message: String(error['message']) };
}

interface Traced {
	json: IDataObject;
	/** The row of the HR list that an item comes from. */
	origin: number;
}

/** Each output item with the row it comes from: n8n pairs items from node to node. */
function traced(result: WorkflowResult, node: string, output: number): Traced[] {
	const runs = result.run.data.resultData.runData[node] ?? [];
	return runs.flatMap(({ data, source }) =>
		(data?.['main']?.[output] ?? []).map(({ json, pairedItem }) => {
			const place = isObject(pairedItem) ? Number(pairedItem['item']) : 0;
			const before = source[0];
			if (!before || before.previousNode === LIST) return { json, origin: place };
			const origins = traced(result, before.previousNode, before.previousNodeOutput ?? 0);
			return { json, origin: origins[place]?.origin ?? -1 };
		}),
	);
}

function shown(value: unknown): string {
	return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
