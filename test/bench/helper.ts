import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that answers one order at a time. */
export interface Helper {
	request(order: object): Promise<unknown>;
	stop(): void;
}

/** Starts one of the scripts in this folder. */
export function startHelper(script: string, args: string[] = []): Helper {
	const child = fork(join(__dirname, script), args, {
		execArgv: ['--import', 'tsx'],
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const died = new Promise<never>((_, reject) => {
		child.once('exit', (code) => reject(new Error(`${script} ${args.join(' ')} ended: ${code}`)));
	});
	died.catch(() => undefined);
	return {
		async request(order) {
			const answer = once(child, 'message');
			child.send(order);
			const [message]: unknown[] = await Promise.race([answer, died]);
			return message;
		},
		stop: () => child.connected && child.disconnect(),
	};
}
