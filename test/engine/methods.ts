import './environment';
import { CredentialTestContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeCredentialTestResult,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { makeAdditionalData } from './additional-data';
import { EditorContext } from './contexts';
import { engineFor } from './engine';
import type { UsesEngine } from './engine';

export interface MethodOptions extends UsesEngine {
	/** The node's parameters in the editor when the list is opened. */
	parameters?: INodeParameters;
	/** By credential type. */
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	typeVersion?: number;
	/** The parameter of the list, for methods that look at its siblings. */
	path?: string;
}

interface Prepared {
	nodeType: INodeType;
	context: EditorContext;
}

/** As n8n does for its editor: a workflow of one temporary node that has no input. */
async function prepare(type: string, options: MethodOptions): Promise<Prepared> {
	const { registry, credentials } = await engineFor(options);
	const node: INode = {
		id: 'temporary',
		name: 'Temp-Node',
		type,
		typeVersion: options.typeVersion ?? registry.latestVersion(type),
		position: [0, 0],
		parameters: options.parameters ?? {},
		credentials: {},
	};
	for (const name of Object.keys(options.credentials ?? {})) {
		node.credentials = { ...node.credentials, [name]: { id: name, name } };
	}
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: registry,
	});
	const additionalData = makeAdditionalData(credentials(options.credentials));
	additionalData.currentNodeParameters = node.parameters;
	return {
		nodeType: registry.getByNameAndVersion(type, node.typeVersion),
		context: new EditorContext(workflow, node, additionalData, options.path ?? ''),
	};
}

function named<Method>(methods: Record<string, Method> | undefined, name: string): Method {
	const method = methods?.[name];
	if (!method) throw new Error(`The node has no method "${name}"`);
	return method;
}

/** What a resource locator's "From list" shows. */
export async function listSearch(
	type: string,
	method: string,
	options: MethodOptions & {
		filter?: string | undefined;
		paginationToken?: string | undefined;
	} = {},
): Promise<INodeListSearchResult> {
	const { nodeType, context } = await prepare(type, options);
	const search = named(nodeType.methods?.listSearch, method);
	return await search.call(context, options.filter, options.paginationToken);
}

/** What a dropdown that is filled by the server shows. */
export async function loadOptions(
	type: string,
	method: string,
	options: MethodOptions = {},
): Promise<INodePropertyOptions[]> {
	const { nodeType, context } = await prepare(type, options);
	return await named(nodeType.methods?.loadOptions, method).call(context);
}

/** The fields a resource mapper offers. */
export async function resourceMapping(
	type: string,
	method: string,
	options: MethodOptions = {},
): Promise<ResourceMapperFields> {
	const { nodeType, context } = await prepare(type, options);
	return await named(nodeType.methods?.resourceMapping, method).call(context);
}

/**
 * What the credential dialog says after a save. The function is the node's, found as n8n finds it:
 * by the `testedBy` of the node's credential entry.
 */
export async function credentialTest(
	type: string,
	credentialType: string,
	data: ICredentialDataDecryptedObject,
	options: UsesEngine & { typeVersion?: number } = {},
): Promise<INodeCredentialTestResult> {
	const { registry, credentials } = await engineFor(options);
	const nodeType = registry.getByNameAndVersion(
		type,
		options.typeVersion ?? registry.latestVersion(type),
	);
	const entry = nodeType.description.credentials?.find(({ name }) => name === credentialType);
	if (typeof entry?.testedBy !== 'string') {
		throw new Error(`${type} names no function that tests ${credentialType}`);
	}
	const test = named(nodeType.methods?.credentialTest, entry.testedBy);
	return await test.call(new CredentialTestContext(), {
		id: credentialType,
		name: credentialType,
		type: credentialType,
		data: credentials({}).complete(credentialType, data),
	});
}
