/**
 * Whether this process takes part in n8n's queue mode. A worker starts each new execution with empty static data and
 * saves that over everybody's at its end, the cursor of a trigger included: whoever writes there on a worker destroys what
 * others keep. The main process of a queue runs only manual executions itself, which n8n does not save. So in queue
 * mode nothing is written, and the process cache alone carries the sign-in.
 */
export function isOnQueue({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'> = process): boolean {
	return argv.includes('worker') || env['EXECUTIONS_MODE'] === 'queue';
}
