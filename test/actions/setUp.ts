import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator';
import { runNode, type Engine, type NodeResult, type RunNodeOptions } from '../engine';

export const NODE = 'n8n-nodes-paxton-net2.paxtonNet2';

/** What a builder would type into the credential for a stand-in. */
export function credentialFor(
	emulator: Emulator,
	changes: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	return { baseUrl: emulator.url, ...emulator.operator, ...changes };
}

/** A stand-in and a way to run the node against it. */
export async function setUp(options: EmulatorOptions = {}) {
	const emulator = await startEmulator({ signInRate: 'off', ...options });
	const run = async (
		parameters: INodeParameters,
		items: IDataObject[] = [{}],
		runOptions: RunNodeOptions = {},
		{ type = NODE, engine }: { type?: string; engine?: Engine } = {},
	): Promise<NodeResult> =>
		await runNode(type, parameters, items, {
			credentials: { paxtonNet2Api: credentialFor(emulator) },
			...runOptions,
			engine,
		});
	return { emulator, run };
}

/** A resource locator as the editor saves one. */
export function locator(mode: string, value: string): INodeParameters {
	return { __rl: true, mode, value };
}

/** A resource mapper as the editor saves one. */
export function mapper(value: INodeParameters): INodeParameters {
	return { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };
}
