import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/types';
import type { Lab } from './lab';
import { installCommunityPackage, packPackage } from './package';
import { freePort, until } from './ports';
import { N8nRest, callWebhook } from './rest';
import type { WebhookAnswer } from './rest';
import { runCommand, startGroup } from './run';
import type { Group, RunCommandOptions } from './run';

export interface CredentialFile {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

export interface CliExecution {
	/** Word for word what was printed; to search for what must not be in it. */
	raw: string;
	/** The execution in it. */
	run: unknown;
}

export interface N8nOptions {
	/** More settings, such as those of queue mode. */
	env?: NodeJS.ProcessEnv;
	/** What n8n prints. */
	onOutput?: (text: string) => void;
	/** Default: `start`, a server; `worker` and its flags for a worker of queue mode. */
	command?: string[];
}

const repository = join(__dirname, '..', '..');

/** Quiet and local: no telemetry, no update check, no template gallery, loopback only. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_SECURE_COOKIE: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
	// Otherwise it is New York's, where for five hours it is not yet the day that the tests count by.
	GENERIC_TIMEZONE: 'UTC',
};

/** One n8n on a folder of its own. Everything it starts is in one process group and ends with it. */
export class N8n {
	readonly rest: N8nRest;

	private group: Group | undefined;

	private output = '';

	private constructor(
		private readonly lab: Lab,
		readonly userFolder: string,
		readonly url: string,
		private readonly env: NodeJS.ProcessEnv,
		private readonly options: N8nOptions,
	) {
		this.rest = new N8nRest(url);
	}

	static async create(lab: Lab, options: N8nOptions = {}): Promise<N8n> {
		const userFolder = await mkdtemp(join(tmpdir(), 'net2-n8n-'));
		const port = await freePort();
		const env = {
			...lab.env,
			...quiet,
			N8N_USER_FOLDER: userFolder,
			N8N_PORT: String(port),
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_RUNNERS_BROKER_PORT: String(await freePort()),
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
			...options.env,
		};
		return new N8n(lab, userFolder, `http://127.0.0.1:${port}`, env, options);
	}

	/** The id of the server's process, for a test that measures or signals it. */
	get pid(): number | undefined {
		return this.group?.child.pid;
	}

	/** Everything the server has printed since it was created. */
	get printed(): string {
		return this.output;
	}

	/** Packs a built package, by default this one, and installs it as n8n does. */
	async installPackage(directory = repository): Promise<void> {
		const tarball = await packPackage(directory);
		try {
			await installCommunityPackage(this.userFolder, tarball);
		} finally {
			await rm(dirname(tarball), { recursive: true });
		}
	}

	async importCredentials(credentials: CredentialFile[]): Promise<void> {
		await this.importFile('credentials', credentials);
	}

	async importWorkflows(workflows: WorkflowJson[]): Promise<void> {
		const complete = workflows.map((workflow) => ({ active: false, name: 'Lab', ...workflow }));
		await this.importFile('workflow', complete);
	}

	/** One execution by the command line, failed or not, as `n8n execute --rawOutput` prints it. */
	async execute(workflowId: string): Promise<CliExecution> {
		// A server on the same settings may use the broker's port.
		const env = { N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
		const args = ['execute', `--id=${workflowId}`, '--rawOutput'];
		const raw = await this.cli(args, { env, accept: [0, 1] });
		const run: unknown = JSON.parse(raw.slice(raw.search(/^\{$/m), raw.search(/^\}$/m) + 1));
		return { raw, run };
	}

	async cli(args: string[], options: RunCommandOptions = {}): Promise<string> {
		return await runCommand(this.lab.node, [this.lab.n8n, ...args], {
			timeoutMs: 120_000,
			...options,
			env: { ...this.env, ...options.env },
		});
	}

	/** Starts the server and waits until it takes requests. */
	async start(): Promise<void> {
		if (this.group) throw new Error('This n8n is running');
		const command = this.options.command ?? ['start'];
		const group = startGroup(this.lab.node, [this.lab.n8n, ...command], {
			env: this.env,
			onOutput: (text) => {
				this.output += text;
				this.options.onOutput?.(text);
			},
		});
		this.group = group;
		let exit: number | null | undefined;
		const hasEnded = (code: number | null) => {
			exit = code;
		};
		group.ended.then(hasEnded, () => hasEnded(null));
		const ready = until('n8n ready', 180_000, async () => {
			if (exit !== undefined) return 'ended';
			const response = await fetch(`${this.url}/healthz/readiness`);
			return response.ok ? 'ready' : undefined;
		});
		if ((await ready) === 'ready') return;
		this.group = undefined;
		throw new Error(`n8n ended with ${exit}\n${this.output.slice(-3_000)}`);
	}

	async callWebhook(path: string, body: unknown): Promise<WebhookAnswer> {
		return await callWebhook(`${this.url}/webhook/${path}`, body);
	}

	/** Ends it as an operator would; after ten seconds, or at once with SIGKILL, by force. */
	async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
		const { group } = this;
		if (!group) return;
		this.group = undefined;
		if (signal === 'SIGTERM' && group.child.pid !== undefined) group.child.kill(signal);
		else group.signal(signal);
		const timer = setTimeout(() => group.signal('SIGKILL'), 10_000);
		await group.ended.finally(() => clearTimeout(timer));
	}

	async dispose(): Promise<void> {
		await this.stop('SIGKILL');
		await rm(this.userFolder, { recursive: true, force: true, maxRetries: 3 });
	}

	private async importFile(kind: 'credentials' | 'workflow', content: unknown): Promise<void> {
		const file = join(this.userFolder, `import-${kind}.json`);
		await writeFile(file, JSON.stringify(content), { mode: 0o600 });
		try {
			await this.cli([`import:${kind}`, `--input=${file}`]);
		} finally {
			await rm(file);
		}
	}
}
