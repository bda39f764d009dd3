import './environment';
import type {
	ExecutionError,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	OnError,
} from 'n8n-workflow';
import { engineFor } from './engine';
import type { UsesEngine } from './engine';
import { runWorkflow } from './run-workflow';
import type { RunOptions, WorkflowJson, WorkflowResult } from './types';

const triggerName = 'When clicking ‘Execute workflow’';
const nodeName = 'Node';

export interface RunNodeOptions extends Omit<RunOptions, 'items' | 'startNode' | 'credentials'> {
	/** Default: the one the editor would use for a new node. */
	typeVersion?: number;
	/** By credential type; each is also put on the node. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	onError?: OnError;
	/** More settings of the node, such as retryOnFail or executeOnce. */
	node?: Partial<Omit<INode, 'name' | 'type' | 'parameters' | 'credentials'>>;
	settings?: WorkflowJson['settings'];
	/** Type of the trigger. Default: the one for the editor's button. */
	trigger?: string;
}

export interface NodeResult {
	/** Items of the first output. */
	items: INodeExecutionData[];
	/** Their JSON. */
	json: IDataObject[];
	/** Items of the error output (`continueErrorOutput` only). */
	errors: INodeExecutionData[];
	/** What stopped the run. */
	error?: ExecutionError;
	staticData: IDataObject;
	workflow: WorkflowResult;
}

/** The two-node workflow `runNode` runs; also good to import into a real n8n. */
export function workflowAround(
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	options: RunNodeOptions = {},
): WorkflowJson {
	const credentials: NonNullable<INode['credentials']> = {};
	for (const name of Object.keys(options.credentials ?? {})) {
		credentials[name] = { id: name, name };
	}
	const trigger: INode = {
		id: 'trigger',
		name: triggerName,
		type: options.trigger ?? 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const node: INode = {
		id: 'node',
		position: [200, 0],
		typeVersion,
		onError: options.onError ?? 'stopWorkflow',
		...options.node,
		name: nodeName,
		type,
		parameters,
		credentials,
	};
	return {
		id: 'run-node',
		name: 'One node',
		nodes: [trigger, node],
		connections: { [triggerName]: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', ...options.settings },
	};
}

/** Runs one node on the items given, in n8n's own engine, behind a manual trigger. */
export async function runNode(
	type: string,
	parameters: INodeParameters,
	items: Array<INodeExecutionData | IDataObject> = [{}],
	options: RunNodeOptions & UsesEngine = {},
): Promise<NodeResult> {
	const engine = await engineFor(options);
	const typeVersion = options.typeVersion ?? engine.registry.latestVersion(type);
	const workflow = await runWorkflow(workflowAround(type, typeVersion, parameters, options), {
		...options,
		engine,
		items: items.map(toItem),
	});
	const output = workflow.nodes[nodeName];
	const first = output?.main[0] ?? [];
	const result: NodeResult = {
		items: first,
		json: first.map(({ json }) => json),
		errors: output?.main[1] ?? [],
		staticData: workflow.staticData,
		workflow,
	};
	if (workflow.error) result.error = workflow.error;
	return result;
}

/** An object with a `json` object is an n8n item already; anything else is the JSON of one. */
function toItem(item: INodeExecutionData | IDataObject): INodeExecutionData {
	return isItem(item) ? item : { json: item };
}

function isItem(item: INodeExecutionData | IDataObject): item is INodeExecutionData {
	return typeof item['json'] === 'object' && item['json'] !== null;
}
