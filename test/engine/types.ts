import type {
	DataTableProxyProvider,
	ExecutionError,
	IConnections,
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IWorkflowSettings,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** A workflow as the editor exports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	staticData?: IDataObject | null;
	pinData?: IPinData;
}

/** Decrypted credentials by the credential's name, or by its type where one of a kind is enough. */
export type Credentials = Record<string, ICredentialDataDecryptedObject>;

export interface RunOptions {
	credentials?: Credentials;
	/** What an earlier execution of this workflow left behind. */
	staticData?: IDataObject;
	/** `trigger` (default) is a production run: static data is saved. `manual` is one in the editor. */
	mode?: WorkflowExecuteMode;
	/** Output to take for a node instead of running it, as the editor's pins do. */
	pinData?: IPinData;
	/** The node the execution starts at; default: the workflow's trigger. */
	startNode?: string;
	/** What the trigger returns. Default: one empty item. */
	items?: INodeExecutionData[];
	/** n8n's data tables, which are a module of its server; without it their node refuses. */
	dataTables?: DataTableProxyProvider;
	/** Cancels the execution, as the editor's stop button does. */
	signal?: AbortSignal;
	/** Called each time a node has finished, for progress on a screen. */
	onNodeDone?: (nodeName: string) => void;
}

export interface NodeOutput {
	/** How often the node ran; more than once inside a loop. */
	runs: number;
	/** Items per output index, all runs joined. `main[1]` of a two-way node is its error output. */
	main: INodeExecutionData[][];
	/** The error of the last run that failed. */
	error?: ExecutionError;
}

export interface WorkflowResult {
	status: IRun['status'];
	/** Set when the execution ended in an error. */
	error?: ExecutionError;
	lastNode?: string;
	/** Only nodes that ran. */
	nodes: Record<string, NodeOutput>;
	/** What n8n would have in its database now: unchanged after a manual run or an untouched blob. */
	staticData: IDataObject;
	/** Whether n8n would have written static data at the end. */
	staticDataSaved: boolean;
	/** n8n's own record of the execution; what `execute --rawOutput` prints. */
	run: IRun;
}
