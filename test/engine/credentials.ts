import './environment';
import { ICredentialsHelper, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import type { NodeRegistry } from './registry';
import type { Credentials } from './types';

/** Credentials for one run: what n8n keeps encrypted in its database, here given by the caller. */
export class RunCredentials extends ICredentialsHelper {
	constructor(
		private readonly registry: NodeRegistry,
		private readonly given: Credentials,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		const parents = this.registry.getCredentialType(name).extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		const own = this.registry.getCredentialType(type).properties;
		const inherited = this.getParentTypes(type).flatMap(
			(parent) => this.registry.getCredentialType(parent).properties,
		);
		const names = new Set(own.map(({ name }) => name));
		return [...inherited.filter(({ name }) => !names.has(name)), ...own];
	}

	/** Fields that were left out get the type's defaults, as n8n does before a node sees them. */
	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		return this.complete(type, this.find(details, type));
	}

	find(details: INodeCredentialsDetails, type: string): ICredentialDataDecryptedObject {
		const found = this.given[details.name] ?? this.given[details.id ?? ''] ?? this.given[type];
		if (!found) throw new Error(`No credential "${details.name}" of type ${type} was given`);
		return found;
	}

	complete(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const values: INodeParameters = {};
		for (const [key, value] of Object.entries(data)) {
			if (isParameter(value)) values[key] = value;
		}
		const properties = this.getCredentialsProperties(type);
		const complete = NodeHelpers.getNodeParameters(properties, values, true, false, null, null);
		const result: ICredentialDataDecryptedObject = {};
		for (const [key, value] of Object.entries(complete ?? {})) {
			if (isCredentialValue(value)) result[key] = value;
		}
		return result;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.registry.getCredentialType(typeName);
		const options = { ...requestOptions, url: urlOf(requestOptions) };
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (authenticate === undefined) return options;
		return { ...options, ...this.resolve(authenticate.properties, credentials) };
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.registry.getCredentialType(typeName);
		if (!preAuthentication) return undefined;
		const fresh = await preAuthentication.call(helpers, credentials);
		const merged: ICredentialDataDecryptedObject = { ...credentials };
		for (const [key, value] of Object.entries(fresh)) {
			if (isCredentialValue(value)) merged[key] = value;
		}
		return merged;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('The in-process engine keeps no encrypted credentials');
	}

	async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		Object.assign(this.find(details, type), data);
	}

	async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.updateCredentials(details, type, data);
	}

	/** `authenticate.properties` of a credential are expressions over `$credentials`. */
	private resolve(properties: object, credentials: ICredentialDataDecryptedObject): object {
		const node: INode = {
			id: 'credential',
			name: 'Credential',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const workflow = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: this.registry,
		});
		const parameters: INodeParameters = { ...properties };
		const resolved = workflow.expression.getComplexParameterValue(
			node,
			parameters,
			'internal',
			{ $credentials: { ...credentials } },
			undefined,
			{},
		);
		return typeof resolved === 'object' && resolved !== null ? resolved : {};
	}
}

function urlOf(options: IHttpRequestOptions | IRequestOptionsSimplified): string {
	return 'url' in options && typeof options.url === 'string' ? options.url : '';
}

function isCredentialValue(value: unknown): value is ICredentialDataDecryptedObject[string] {
	return ['string', 'number', 'boolean', 'object'].includes(typeof value) && value !== null;
}

function isParameter(value: unknown): value is INodeParameters[string] {
	return isCredentialValue(value) || value === null;
}
