import { randomBytes } from 'node:crypto';
import type { Lab } from './lab';
import { N8n } from './n8n';
import { startPostgres, startRedis } from './services';
import type { Service } from './services';

export interface QueueOptions {
	/** How many workers; default two. */
	workers?: number;
	/** Executions one worker runs side by side. */
	concurrency?: number;
	env?: NodeJS.ProcessEnv;
	log?: (line: string) => void;
}

/** n8n in queue mode: one main that takes webhooks, workers that execute, Postgres and Redis. */
export class QueueLab {
	private constructor(
		readonly main: N8n,
		readonly workers: readonly N8n[],
		private readonly services: readonly Service[],
	) {}

	static async create(lab: Lab, options: QueueOptions = {}): Promise<QueueLab> {
		const log = options.log ?? console.log;
		const postgres = await startPostgres(log);
		const redis = await startRedis(log);
		const env = {
			...options.env,
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
			EXECUTIONS_MODE: 'queue',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: '',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		};
		const main = await N8n.create(lab, { env });
		const command = ['worker', `--concurrency=${options.concurrency ?? 5}`];
		const workers: N8n[] = [];
		for (let made = 0; made < (options.workers ?? 2); made++) {
			workers.push(await N8n.create(lab, { env, command }));
		}
		return new QueueLab(main, workers, [redis, postgres]);
	}

	/** The package has to be on every process, or a worker does not know the node. */
	async installPackage(): Promise<void> {
		for (const n8n of [this.main, ...this.workers]) await n8n.installPackage();
	}

	/** Main first: it brings the database up to date, which two processes must not do at once. */
	async start(): Promise<void> {
		await this.main.start();
		for (const worker of this.workers) await worker.start();
	}

	async dispose(): Promise<void> {
		for (const n8n of [...this.workers, this.main]) await n8n.dispose();
		for (const service of this.services) await service.stop();
	}
}
