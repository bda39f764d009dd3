import {
	NodeConnectionTypes,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INodeParameters,
} from 'n8n-workflow';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { profileFor, startEmulator, type Emulator, type EmulatorOptions } from '../../emulator';
import { LONGEST_QUERY } from '../../nodes/PaxtonNet2/lifecycle/rehearse/serverQuestions';
import { siteVariant } from '../support/siteVariants';
import { openEngine, runNode, type Engine, type NodeResult, type RunNodeOptions } from '../engine';

export { locator, mapper } from './parameters';

export const NODE = 'n8n-nodes-paxton-net2.paxtonNet2';

/** What a builder would type into the credential for an emulator. */
export function credentialFor(
	emulator: Emulator,
	changes: ICredentialDataDecryptedObject = {},
): ICredentialDataDecryptedObject {
	const profile = siteVariant() && profileFor(emulator.config(), LONGEST_QUERY);
	const siteProfile = profile && { siteProfile: JSON.stringify(profile) };
	// A rehearsal at such a site advises it, because the times say nothing about the zone of the building. Times without an
	// offset are read in the zone of the workflow, and a rehearsal advises nothing there.
	const { zone } = profile?.dateForm ?? {};
	const inUtc = (zone === 'Z' || zone === '+00:00') && { timeZone: emulator.config().tz };
	return { baseUrl: emulator.url, ...emulator.operator, ...siteProfile, ...inUtc, ...changes };
}

/** An emulator and a way to run the node against it. */
export async function setUp(options: EmulatorOptions = {}) {
	const emulator = await startEmulator({ signInRate: 'off', ...siteVariant(), ...options });
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

/** What n8n makes of a node that can be used as a tool. It has no input, and its output goes to the agent. */
export function toolVariant(): PaxtonNet2 {
	const node = new PaxtonNet2();
	const outputs = [NodeConnectionTypes.AiTool];
	node.description = { ...node.description, name: 'paxtonNet2Tool', inputs: [], outputs };
	return node;
}

/** An engine that knows the node as a tool. Its context says of a run on the canvas that it is no tool run. */
export async function openToolEngine(): Promise<Engine> {
	return await openEngine({
		extra: {
			name: 'n8n-nodes-paxton-net2',
			nodes: [toolVariant()],
			credentials: [new PaxtonNet2Api()],
		},
	});
}
