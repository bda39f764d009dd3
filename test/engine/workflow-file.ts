import { readFile } from 'node:fs/promises';
import type { WorkflowJson } from './types';

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNode(value: unknown): boolean {
	return (
		isRecord(value) &&
		typeof value['name'] === 'string' &&
		typeof value['type'] === 'string' &&
		typeof value['typeVersion'] === 'number' &&
		Array.isArray(value['position']) &&
		isRecord(value['parameters'])
	);
}

export function isWorkflow(value: unknown): value is WorkflowJson {
	return (
		isRecord(value) &&
		Array.isArray(value['nodes']) &&
		value['nodes'].every(isNode) &&
		isRecord(value['connections'])
	);
}

/** Reads an exported workflow; a file that is none is refused here, not half way through a run. */
export async function readWorkflow(file: string): Promise<WorkflowJson> {
	const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
	if (!isWorkflow(parsed)) throw new Error(`${file} is not an exported n8n workflow`);
	return parsed;
}
