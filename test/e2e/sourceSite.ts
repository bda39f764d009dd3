import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator';
import type { WorkflowJson } from '../engine';
import { startHrServer, startMailServer } from '../examples/hrServer';
import { HrSystems, withAddress } from '../examples/hrSystems';
import { openLab } from './lab';
import { readMail, type Mail } from './mails';
import { N8n, type CredentialFile } from './n8n';
import { startPostgres, startSftp, type PostgresServer, type SshServer } from './services';
import { startScriptedModel, type ScriptedModel } from './scriptedModel';
import { ShippedRuns, shippedWorkflows } from './shipped';

const root = join(__dirname, '..', '..');

/**
 * A real n8n with the workflows of all sources. PostgreSQL and OpenSSH come from Debian. One server replies for all HR
 * systems, with their recorded shapes. A workflow differs from its file only in the address of its source.
 */
export class SourceSite {
	private constructor(
		readonly net2: Emulator,
		readonly n8n: N8n,
		readonly runs: ShippedRuns,
		readonly postgres: PostgresServer,
		readonly sftp: SshServer,
		readonly hr: Awaited<ReturnType<typeof startHrServer>>,
		private readonly mail: Awaited<ReturnType<typeof startMailServer>>,
		private readonly model: ScriptedModel,
		/** A folder for files that HR delivers. */
		readonly folder: string,
	) {}

	static async open(): Promise<SourceSite> {
		const lab = await openLab();
		const net2 = await startEmulator({ seed: 'hr', signInRate: 'off', expiry: 'exact' });
		const systems = new HrSystems();
		const hr = await startHrServer(systems.reply);
		systems.url = hr.url;
		const mail = await startMailServer();
		const model = await startScriptedModel();
		const postgres = await startPostgres(console.log);
		const sftp = await startSftp(console.log);
		const folder = await mkdtemp(join(tmpdir(), 'net2-hr-'));
		const files = [join(root, 'examples', 'hr'), folder].join(';');
		// The processes are in another zone than the building, as in many containers.
		const n8n = await N8n.create(lab, {
			env: { N8N_RESTRICT_FILE_ACCESS_TO: files, TZ: 'America/New_York' },
		});
		await n8n.installPackage();
		const workflows = await shippedWorkflows();
		await n8n.importCredentials(
			credentialsOf([...workflows.values()], {
				paxtonNet2Api: {
					baseUrl: net2.url,
					...net2.operator,
					mfaType: 'none',
					timeZone: 'Europe/Amsterdam',
				},
				smtp: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
				postgres: {
					host: '127.0.0.1',
					port: postgres.port,
					database: 'postgres',
					user: 'n8n',
					password: 'none',
					ssl: 'disable',
				},
				sftp: {
					host: '127.0.0.1',
					port: sftp.port,
					username: sftp.username,
					privateKey: sftp.privateKey,
				},
				httpHeaderAuth: { name: 'Authorization', value: 'Token of the test' },
				httpBasicAuth: APPROVER,
				openAiApi: { apiKey: 'none', url: model.url },
				httpCustomAuth: { json: '{ "body": { "client_id": "a", "client_secret": "b" } }' },
				oAuth2Api: {
					grantType: 'clientCredentials',
					accessTokenUrl: `${hr.url}/token`,
					clientId: 'net2',
					clientSecret: 'secret',
					scope: '',
					authentication: 'header',
				},
				microsoftEntraOAuth2Api: {
					clientId: 'net2',
					clientSecret: 'secret',
					oauthTokenData: { token_type: 'Bearer', access_token: 'of the test', expires_in: 3600 },
				},
			}),
		);
		await n8n.importWorkflows([...workflows.values()].map((one) => withAddress(one, hr.url)));
		await n8n.start();
		await n8n.rest.signIn();
		const runs = new ShippedRuns(n8n, workflows);
		return new SourceSite(net2, n8n, runs, postgres, sftp, hr, mail, model, folder);
	}

	/** Starts again from an empty mailbox and the given Net2. */
	reset(seed: 'hr' | number): void {
		this.net2.reset(seed);
		this.net2.clearRequests();
		this.hr.requests.length = 0;
		this.mail.messages.length = 0;
	}

	mails(): Mail[] {
		return this.mail.messages.map(readMail);
	}

	async close(): Promise<void> {
		await this.n8n.dispose();
		await Promise.all(
			[this.postgres, this.sftp, this.hr, this.mail, this.model, this.net2].map(async (part) => {
				await part.stop();
			}),
		);
		await rm(this.folder, { recursive: true, force: true });
	}
}

/** One credential for each name that a workflow has, with the data of its kind. */
function credentialsOf(
	workflows: WorkflowJson[],
	data: Record<string, ICredentialDataDecryptedObject>,
): CredentialFile[] {
	const found = new Map<string, CredentialFile>();
	for (const { credentials = {} } of workflows.flatMap(({ nodes }) => nodes))
		for (const [type, { name }] of Object.entries(credentials)) {
			const ofKind = data[type];
			if (ofKind === undefined || found.has(name)) continue;
			found.set(name, { id: `source${found.size}`, name, type, data: ofKind });
		}
	return [...found.values()];
}

export const APPROVER = { user: 'security', password: 'Approve-only-1' };
