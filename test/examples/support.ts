import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { expect } from 'vitest';
import { credentialFor } from '../actions/setUp';
import type { Emulator, EmulatorOptions } from '../../emulator';
import { readWorkflow, runWorkflow, type RunOptions, type WorkflowResult } from '../engine';

export const workflowsFolder = join(__dirname, '../../examples/workflows');

/** Switches of the emulator under which whatever a write leaves out is lost. */
export const FORGETFUL: EmulatorOptions = {
	signInRate: 'off',
	seed: 'hr',
	putClears: ['expiry', 'activate', 'flags'],
	customFields: 'replace',
	individual: 'omit-clears',
};

/** Runs a shipped workflow as it is, from one of its triggers with the given item. */
export async function example(
	net2: Emulator,
	name: string,
	{ json, ...options }: RunOptions & { json?: IDataObject } = {},
): Promise<WorkflowResult> {
	const workflow = await readWorkflow(join(workflowsFolder, `${name}.json`));
	const result = await runWorkflow(workflow, {
		credentials: { paxtonNet2Api: credentialFor(net2) },
		...(json !== undefined && { items: [{ json }] }),
		...options,
	});
	expect(result.error).toBeUndefined();
	return result;
}

export function output(result: WorkflowResult, node: string, index = 0): IDataObject[] {
	return (result.nodes[node]?.main[index] ?? []).map(({ json }) => json);
}

/** A date so many days from today, as a form hands it over. */
export function day(offset: number): string {
	return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}
