/**
 * Whether this process takes part in n8n's queue mode. A worker starts each new execution with empty static data. At
 * its end it saves that over all other data, the cursor of a trigger included. So a write on a worker destroys what
 * others keep. The main process of a queue runs only manual executions itself, which n8n does not save. So in queue
 * mode nothing is written, and only the process cache keeps the sign-in.
 */
export function isOnQueue({ argv, env }: Pick<NodeJS.Process, 'argv' | 'env'> = process): boolean {
	return argv.includes('worker') || env['EXECUTIONS_MODE'] === 'queue';
}
