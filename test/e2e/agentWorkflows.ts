import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson } from '../engine';
import { locator, mapper } from '../actions/parameters';
import { chain, credentialOnNode, net2, node } from './paxtonWorkflows';

/** What a model tries, and what it may say: a new telephone, and a list of one line. */
export const ARGS = {
	telephone: '020 9999',
	key: '00123',
	firstName: 'Ada',
	lastName: 'Lovelace',
	phone: '020 9999',
};
const argument = (name: string) => `{{ $fromAI('${name}') }}`;
const LINE = ['key', 'firstName', 'lastName', 'phone'] as const;

export const ACTIONS: Record<string, INodeParameters> = {
	write: {
		resource: 'user',
		operation: 'update',
		user: locator('key', '00123'),
		fields: mapper({ telephone: `=${argument('telephone')}` }),
	},
	open: { resource: 'door', operation: 'open', door: locator('name', 'Front door') },
	delete: { resource: 'user', operation: 'delete', user: locator('key', '77001'), force: true },
	apply: {
		resource: 'user',
		operation: 'synchronize',
		mode: 'apply',
		safetyLimits: { minMatchPercent: 0, maxChangePercent: 100 },
		// A tool gets the arguments that some parameter names.
		options: { eventId: `=${LINE.map(argument).join(' ')}` },
	},
	rehearse: { resource: 'connection', operation: 'rehearse' },
};

/** As a person leaves the node, and with everything switched on that a person can. */
export const SWITCHES: Record<string, INodeParameters> = {
	off: {},
	on: { allowWrites: true, allowFromWorkflow: true },
};

const AGENT = 'Agent';
const MCP = 'MCP Server Trigger';
export const MODEL_CREDENTIAL = { id: 'model', name: 'Scripted model' };

/** A workflow that does one thing when another calls it. */
export function calledWorkflows(): WorkflowJson[] {
	return each((action, parameters, state, switches) => {
		const id = `called-${action}-${state}`;
		const said = { ...parameters, ...switches, ...fixed[action] };
		return chain(id, [
			node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, {
				parameters: { inputSource: 'passthrough' },
			}),
			node('List', 'n8n-nodes-base.set', 3.4, {
				parameters: { mode: 'raw', jsonOutput: JSON.stringify(ARGS) },
			}),
			net2('Net2', said, 'continueRegularOutput'),
		]);
	});
}

/** Outside of a tool there is no model to call. */
const fixed: Record<string, INodeParameters> = {
	write: { fields: mapper({ telephone: ARGS.telephone }) },
	apply: { options: {} },
};

/** The node itself as a tool, and workflows as tools, with each action and as a person may set them. */
function tools(): INode[] {
	const direct = each((action, parameters, state, switches) =>
		node(`direct_${action}_${state}`, 'n8n-nodes-paxton-net2.paxtonNet2Tool', 1, {
			parameters: {
				...parameters,
				...switches,
				descriptionType: 'manual',
				toolDescription: `${action} in Net2`,
			},
			credentials: { paxtonNet2Api: credentialOnNode },
			onError: 'continueRegularOutput',
		}),
	);
	const workflows = each((action, _parameters, state) =>
		node(`workflow_${action}_${state}`, '@n8n/n8n-nodes-langchain.toolWorkflow', 2.2, {
			parameters: {
				description: `${action} in Net2`,
				workflowId: { __rl: true, mode: 'id', value: `called-${action}-${state}` },
				workflowInputs: { mappingMode: 'defineBelow', value: {} },
			},
		}),
	);
	return [...direct, ...workflows];
}

/** An agent behind a webhook. Its prompt is what comes in. */
export function agentWorkflow(): WorkflowJson {
	const webhook = node('Webhook', 'n8n-nodes-base.webhook', 2.1, {
		webhookId: 'agent',
		parameters: { httpMethod: 'POST', path: 'agent', responseMode: 'lastNode', options: {} },
	});
	const agent = node(AGENT, '@n8n/n8n-nodes-langchain.agent', 3.1, {
		parameters: { promptType: 'define', text: '={{ JSON.stringify($json.body) }}', options: {} },
	});
	const model = node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.3, {
		parameters: {
			model: { __rl: true, mode: 'id', value: 'scripted' },
			responsesApiEnabled: false,
			options: {},
		},
		credentials: { openAiApi: MODEL_CREDENTIAL },
	});
	const made = chain('agent', [webhook, agent]);
	return withTools(
		{
			...made,
			nodes: [...made.nodes, model],
			connections: {
				...made.connections,
				Model: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			},
		},
		AGENT,
	);
}

/** The same tools for a model outside of n8n. */
export function mcpWorkflow(): WorkflowJson {
	const trigger = node(MCP, '@n8n/n8n-nodes-langchain.mcpTrigger', 2, {
		webhookId: 'mcp',
		parameters: { authentication: 'none', path: 'net2' },
	});
	return withTools(chain('mcp', [trigger]), MCP);
}

function withTools(workflow: WorkflowJson, user: string): WorkflowJson {
	const all = tools();
	const connections = Object.fromEntries(
		all.map(({ name }) => [
			name,
			{ ai_tool: [[{ node: user, type: 'ai_tool' as const, index: 0 }]] },
		]),
	);
	return {
		...workflow,
		nodes: [...workflow.nodes, ...all],
		connections: { ...workflow.connections, ...connections },
	};
}

/** By hand in the editor, and by a webhook in production. */
export function rehearsalWorkflows(): WorkflowJson[] {
	const rehearse = net2('Rehearse', ACTIONS['rehearse'] ?? {}, 'continueRegularOutput');
	return [
		chain('rehearsal', [node('Start', 'n8n-nodes-base.manualTrigger', 1), rehearse]),
		chain('rehearsal-hook', [
			node('Webhook', 'n8n-nodes-base.webhook', 2.1, {
				webhookId: 'rehearsal',
				parameters: {
					httpMethod: 'POST',
					path: 'rehearsal',
					responseMode: 'lastNode',
					options: {},
				},
			}),
			rehearse,
		]),
	];
}

function each<T>(
	make: (action: string, parameters: INodeParameters, state: string, on: INodeParameters) => T,
): T[] {
	return Object.entries(ACTIONS).flatMap(([action, parameters]) =>
		Object.entries(SWITCHES).map(([state, on]) => make(action, parameters, state, on)),
	);
}
