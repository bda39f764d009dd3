import './environment';
import { dirname } from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import { NodeHelpers } from 'n8n-workflow';
import type {
	ICredentialType,
	IDataObject,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import type { LoadedPackage } from './source-package';

type AnyNodeType = INodeType | IVersionedNodeType;

let stock: Promise<LazyPackageDirectoryLoader> | undefined;

/** n8n's own nodes; their list is read once per process, each node's code only when it is used. */
async function stockNodes(): Promise<LazyPackageDirectoryLoader> {
	stock ??= (async () => {
		const directory = dirname(require.resolve('n8n-nodes-base/package.json'));
		const loader = new LazyPackageDirectoryLoader(directory);
		await loader.loadAll();
		return loader;
	})();
	return await stock;
}

/** All node and credential types a run can use: the stock ones, and those of the packages given. */
export class NodeRegistry implements INodeTypes {
	private readonly nodes = new Map<string, AnyNodeType>();

	private readonly credentials = new Map<string, ICredentialType>();

	private constructor(private readonly stockLoader: LazyPackageDirectoryLoader) {}

	static async open(): Promise<NodeRegistry> {
		return new NodeRegistry(await stockNodes());
	}

	/** Adds a built package (package.json and dist/) through the loader n8n itself uses. */
	async addBuiltPackage(directory: string): Promise<void> {
		const loader = new PackageDirectoryLoader(directory);
		await loader.loadAll();
		for (const [name, { type }] of Object.entries(loader.nodeTypes)) {
			this.nodes.set(`${loader.packageName}.${name}`, type);
		}
		for (const [name, { type }] of Object.entries(loader.credentialTypes)) {
			this.credentials.set(name, type);
		}
	}

	addLoadedPackage(loaded: LoadedPackage): void {
		for (const node of loaded.nodes) {
			this.nodes.set(`${loaded.name}.${node.description.name}`, node);
		}
		for (const credential of loaded.credentials) this.credentials.set(credential.name, credential);
	}

	getByName(nodeType: string): AnyNodeType {
		const own = this.nodes.get(nodeType);
		if (own) return own;
		const [packageName, name] = splitType(nodeType);
		if (packageName !== 'n8n-nodes-base') throw new Error(`Unrecognized node type: ${nodeType}`);
		return this.stockLoader.getNode(name).type;
	}

	getByNameAndVersion(nodeType: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(nodeType), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}

	getCredentialType(name: string): ICredentialType {
		return this.credentials.get(name) ?? this.stockLoader.getCredential(name).type;
	}

	/** The version the editor would give a node that is dropped on the canvas today. */
	latestVersion(nodeType: string): number {
		const type = this.getByName(nodeType);
		if ('currentVersion' in type) return type.currentVersion;
		const { version, defaultVersion } = type.description;
		if (defaultVersion !== undefined) return defaultVersion;
		return Array.isArray(version) ? Math.max(...version) : version;
	}
}

function splitType(nodeType: string): [string, string] {
	const dot = nodeType.lastIndexOf('.');
	return [nodeType.slice(0, dot), nodeType.slice(dot + 1)];
}
