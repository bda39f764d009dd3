import './environment';
import { deepCopy, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
	INodeExecutionData,
	Logger,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { makeAdditionalData } from './additional-data';
import { TriggerContext } from './contexts';
import { engineFor } from './engine';
import type { UsesEngine } from './engine';

export interface PollNodeOptions extends UsesEngine {
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** What n8n has saved with the workflow. */
	staticData?: IDataObject;
	/** `manual`: you try the trigger out in the editor. */
	mode?: 'trigger' | 'manual';
	/** Why n8n polls: `init` after a start, `activate` when the workflow is switched on. */
	activation?: WorkflowActivateMode;
	node?: Partial<INode>;
	/** Gets what the node writes to n8n's log as a warning. */
	onWarning?: (message: string) => void;
}

export interface PollResult {
	/** Null: the workflow is not started. */
	json: IDataObject[] | null;
	/** What n8n has saved afterwards: it saves on activation, and when a poll started the workflow. */
	staticData: IDataObject;
}

/** Polls a trigger node once, in n8n's own context, as n8n does it for an active workflow. */
export async function pollNode(
	type: string,
	parameters: INodeParameters,
	options: PollNodeOptions = {},
): Promise<PollResult> {
	const { registry, credentials } = await engineFor(options);
	const { mode = 'trigger', activation = 'update' } = options;
	const node: INode = {
		id: 'trigger',
		name: 'Trigger',
		typeVersion: registry.latestVersion(type),
		position: [0, 0],
		...options.node,
		type,
		parameters,
		credentials: Object.fromEntries(
			Object.keys(options.credentials ?? {}).map((name) => [name, { id: name, name }]),
		),
	};
	const before: IDataObject = deepCopy(options.staticData ?? {});
	const workflow = new Workflow({
		id: 'poll-node',
		name: 'One trigger',
		nodes: [node],
		connections: {},
		active: mode !== 'manual',
		nodeTypes: registry,
		staticData: deepCopy(before),
		settings: { executionOrder: 'v1' },
	});
	const additionalData = makeAdditionalData(credentials(options.credentials));
	const context = new TriggerContext(workflow, node, additionalData, mode, activation);
	const { onWarning } = options;
	if (onWarning !== undefined) {
		const none = () => undefined;
		const logger: Logger = { debug: none, info: none, error: none, warn: onWarning };
		Object.defineProperty(context, 'logger', { value: logger });
	}
	const { poll } = registry.getByNameAndVersion(type, node.typeVersion);
	if (poll === undefined) throw new Error(`${type} is no polling trigger`);
	const items: INodeExecutionData[][] | null = await poll.call(context);
	const saves = mode !== 'manual' && (items !== null || activation !== 'update');
	return {
		json: items === null ? null : (items[0] ?? []).map(({ json }) => json),
		staticData: saves ? deepCopy(workflow.staticData) : before,
	};
}
