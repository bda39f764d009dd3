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
		const options: IHttpRequestOptions = { ...requestOptions, url: urlOf(requestOptions) };
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (authenticate === undefined) return options;
		const added = this.resolve(authenticate.properties, credentials);
		for (const [part, values] of Object.entries(added)) {
			const present: unknown = Reflect.get(options, part);
			Object.assign(options, { [part]: isRecord(present) ? { ...present, ...values } : values });
		}
		return options;
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
		const given = { $credentials: { ...credentials } };
		const { expression } = workflow;
		const read = (value: INodeParameters | string) =>
			expression.getComplexParameterValue(node, value, 'internal', given, undefined, {});
		const resolved = read(parameters);
		if (!isRecord(resolved)) return {};
		// The name of a header is an expression, too.
		return Object.fromEntries(
			Object.entries(resolved).map(([part, values]: [string, unknown]) => [
				part,
				isRecord(values)
					? Object.fromEntries(
							Object.entries(values).map(([key, value]: [string, unknown]) => [
								key.startsWith('=') ? String(read(key)) : key,
								value,
							]),
						)
					: values,
			]),
		);
	}
}

function urlOf(options: IHttpRequestOptions | IRequestOptionsSimplified): string {
	const found: unknown[] = [Reflect.get(options, 'url'), Reflect.get(options, 'uri')];
	return found.find((one): one is string => typeof one === 'string' && one !== '') ?? '';
}

function isRecord(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCredentialValue(value: unknown): value is ICredentialDataDecryptedObject[string] {
	return ['string', 'number', 'boolean', 'object'].includes(typeof value) && value !== null;
}

function isParameter(value: unknown): value is INodeParameters[string] {
	return isCredentialValue(value) || value === null;
}
