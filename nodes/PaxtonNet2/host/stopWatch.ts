import type { EventEmitter } from 'node:events';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../lifecycle/run/request';

/** After a stop, users under way have so long to be finished. At SIGTERM n8n itself waits for 30 s. */
const GRACE_MS = 20_000;
const USERS_A_LINE = 50;

interface WrittenUser {
	userId: number | null;
	key: string | null;
}

/** What one run needs to end well when a person stops the execution, or n8n itself. */
export interface StopWatch {
	stop: AbortSignal;
	onWritten: NonNullable<Run['onWritten']>;
	/** Ends requests and waits, once users under way have had their time. */
	signal: AbortSignal;
	close(): void;
}

/** Every run that is under way in this process, so that one listener is enough for all. */
const underWay = new Set<() => void>();
const shutDown = () => {
	for (const stop of underWay) stop();
};

/**
 * Watches one run. After a stop no new user is started, and users under way are finished. n8n drops the output of a
 * stopped node. So which users the run wrote goes to n8n's log, by number and id only.
 *
 * @param signals where SIGTERM arrives
 */
export function watchForStop(
	context: Pick<IExecuteFunctions, 'getExecutionCancelSignal' | 'logger'>,
	operation: string,
	signals: Pick<EventEmitter, 'on' | 'off' | 'listenerCount'> = process,
): StopWatch {
	const stopped = new AbortController();
	const ended = new AbortController();
	const written = new Map<string, WrittenUser>();
	let timer: NodeJS.Timeout | undefined;
	const log = (users: WrittenUser[]) => {
		for (let from = 0; from < users.length; from += USERS_A_LINE) {
			const some = users.slice(from, from + USERS_A_LINE).map(nameOf);
			context.logger.warn(`Paxton Net2: ${operation} was stopped. It wrote ${some.join(', ')}.`);
		}
	};
	const stop = () => {
		if (stopped.signal.aborted) return;
		stopped.abort();
		log([...written.values()]);
		timer = setTimeout(() => ended.abort(), GRACE_MS).unref();
	};
	const cancel = context.getExecutionCancelSignal();
	cancel?.addEventListener('abort', stop, { once: true });
	if (cancel?.aborted) stop();
	// Without a listener of n8n's own, ours would keep the process from ending.
	if (underWay.size === 0 && signals.listenerCount('SIGTERM') > 0) signals.on('SIGTERM', shutDown);
	underWay.add(stop);
	return {
		stop: stopped.signal,
		signal: ended.signal,
		onWritten: (user) => {
			const name = nameOf(user);
			if (written.has(name)) return;
			written.set(name, user);
			if (stopped.signal.aborted) log([user]);
		},
		close: () => {
			clearTimeout(timer);
			cancel?.removeEventListener('abort', stop);
			underWay.delete(stop);
			if (underWay.size === 0) signals.off('SIGTERM', shutDown);
		},
	};
}

function nameOf({ userId, key }: WrittenUser): string {
	const number = key === null ? 'a user' : `personnel number ${key}`;
	return userId === null ? number : `${number} (user ${userId})`;
}
