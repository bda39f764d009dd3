import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface RunCommandOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Gets each chunk of output as it comes. */
	onOutput?: (text: string) => void;
	timeoutMs?: number;
	/** Exit codes that count as success; default 0 alone. */
	accept?: number[];
}

const groups = new Set<number>();

process.on('exit', () => {
	for (const group of groups) signalGroup(group, 'SIGKILL');
});

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

// Ended by a signal, a process runs no exit handler; what it started would stay behind.
const giveUp = (): never => process.exit(1);
for (const signal of SIGNALS) process.once(signal, giveUp);

/** Resolves when this process is to end. From then on that is the caller's to do, however often the signal comes. */
export async function stopRequested(): Promise<void> {
	await new Promise<void>((resolve) => {
		for (const signal of SIGNALS) process.off(signal, giveUp).on(signal, () => resolve());
	});
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-group, signal);
	} catch {
		// The whole group has ended already.
	}
}

/** A child in a process group of its own, so that its own children end with it. */
export interface Group {
	child: ChildProcess;
	/** Resolves with the exit code when the leader has ended. */
	ended: Promise<number | null>;
	signal: (signal: NodeJS.Signals) => void;
}

export function startGroup(
	command: string,
	args: string[],
	options: RunCommandOptions = {},
): Group {
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const { pid } = child;
	if (pid !== undefined) groups.add(pid);
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (text: string) => options.onOutput?.(text));
	}
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code) => {
			if (pid !== undefined) {
				signalGroup(pid, 'SIGKILL');
				groups.delete(pid);
			}
			resolve(code);
		});
	});
	// A caller that awaits `ended` sees the failure. Without such a caller it must not end this process.
	ended.catch(() => undefined);
	return {
		child,
		ended,
		signal: (signal) => {
			if (pid !== undefined) signalGroup(pid, signal);
		},
	};
}

/** Runs a command to its end and gives its stdout; a failure shows the tail of all it said. */
export async function runCommand(
	command: string,
	args: string[],
	options: RunCommandOptions = {},
): Promise<string> {
	let all = '';
	let stdout = '';
	const group = startGroup(command, args, {
		...options,
		onOutput: (text) => {
			all += text;
			options.onOutput?.(text);
		},
	});
	group.child.stdout?.on('data', (text: string) => {
		stdout += text;
	});
	const timer = setTimeout(() => group.signal('SIGKILL'), options.timeoutMs ?? 600_000);
	const code = await group.ended.finally(() => clearTimeout(timer));
	if (code !== null && (options.accept ?? [0]).includes(code)) return stdout;
	throw new Error(
		`${command} ${args.join(' ')} ended with ${code ?? group.child.signalCode ?? 'nothing'}\n${all.slice(-3_000)}`,
	);
}

export async function succeeds(command: string, args: string[]): Promise<boolean> {
	return await runCommand(command, args).then(
		() => true,
		() => false,
	);
}
