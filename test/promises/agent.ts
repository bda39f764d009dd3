import {
	NodeConnectionTypes,
	type EngineRequest,
	type EngineResponse,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import * as v from 'valibot';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import { toolVariant } from '../actions/setUp';
import { openEngine, runWorkflow, workflowAround, type WorkflowJson } from '../engine';

const TOOL = 'n8n-nodes-paxton-net2.paxtonNet2Tool';
const { AiTool, Main } = NodeConnectionTypes;

const Tool = v.object({
	invoke: v.custom<(args: unknown) => Promise<unknown>>((one) => typeof one === 'function'),
	schema: v.object({ shape: v.record(v.string(), v.unknown()) }),
});

/** An agent as n8n's own are, with a script in place of the model. It calls its tool once, with the given arguments. */
class ScriptedAgent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Scripted Agent',
		name: 'scriptedAgent',
		group: ['transform'],
		version: 1,
		description: 'Calls its tool',
		defaults: { name: 'Agent' },
		usableAsTool: true,
		inputs: [Main, AiTool],
		outputs: [Main],
		properties: [
			{ displayName: 'Way', name: 'way', type: 'string', default: 'engine' },
			{ displayName: 'Arguments', name: 'arguments', type: 'json', default: '{}' },
		],
	};

	async execute(
		this: IExecuteFunctions,
		response?: EngineResponse,
	): Promise<INodeExecutionData[][] | EngineRequest> {
		const input = v.parse(
			v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
			JSON.parse(v.parse(v.string(), this.getNodeParameter('arguments', 0))),
		);
		const [answered] = response?.actionResponses ?? [];
		if (answered !== undefined) {
			const items = answered.data.data?.[AiTool]?.[0] ?? [];
			return [[{ json: { told: items.map(({ json }) => json) } }]];
		}
		if (this.getNodeParameter('way', 0) === 'engine') {
			const call = { actionType: 'ExecutionNodeAction', nodeName: 'Node', type: AiTool } as const;
			return { actions: [{ ...call, input, id: 'call', metadata: {} }], metadata: {} };
		}
		const connected: unknown = await this.getInputConnectionData(AiTool, 0);
		const [tool] = v.parse(v.array(v.unknown()), connected);
		const { invoke, schema } = v.parse(Tool, tool);
		const answer: unknown = await Reflect.apply(invoke, tool, [input]);
		const result: IDataObject = { told: JSON.parse(v.parse(v.string(), answer)) };
		return [[{ json: { ...result, offered: Object.keys(schema.shape) } }]];
	}
}

const engine = openEngine({
	extra: {
		name: 'n8n-nodes-paxton-net2',
		nodes: [toolVariant(), new ScriptedAgent()],
		credentials: [new PaxtonNet2Api()],
	},
});

const Answer = v.object({
	/** What the model gets to read. */
	told: v.array(v.record(v.string(), v.unknown())),
	/** The names of the arguments that n8n offers the model; only where the agent runs its tools itself. */
	offered: v.optional(v.array(v.string()), []),
});

/**
 * The two ways in which n8n's agents call a tool. In the newer one the engine runs the node, and in the older one the
 * agent runs it inside.
 */
export type Way = 'engine' | 'inside';

/** One call of the node as a tool, in n8n's engine. */
export async function callTool(
	credential: ICredentialDataDecryptedObject,
	parameters: INodeParameters,
	{ way, args }: { way: Way; args: IDataObject },
): Promise<v.InferOutput<typeof Answer>> {
	const credentials = { paxtonNet2Api: credential };
	const around = workflowAround(TOOL, 1, parameters, {
		credentials,
		onError: 'continueRegularOutput',
	});
	const [trigger] = around.nodes;
	if (trigger === undefined) throw new Error('there is no trigger');
	const workflow: WorkflowJson = {
		...around,
		nodes: [
			...around.nodes,
			{
				id: 'agent',
				name: 'Agent',
				type: 'n8n-nodes-paxton-net2.scriptedAgent',
				typeVersion: 1,
				position: [200, 0],
				parameters: { way, arguments: JSON.stringify(args) },
			},
		],
		connections: {
			[trigger.name]: { main: [[{ node: 'Agent', type: Main, index: 0 }]] },
			Node: { [AiTool]: [[{ node: 'Agent', type: AiTool, index: 0 }]] },
		},
	};
	const { nodes, error } = await runWorkflow(workflow, { engine: await engine, credentials });
	if (error !== undefined) throw new Error(error.message);
	return v.parse(Answer, nodes['Agent']?.main[0]?.[0]?.json);
}
