import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchForStop } from '../../nodes/PaxtonNet2/host/stopWatch';

let cancel: AbortController;
let lines: string[];
let signals: EventEmitter;
const n8nsOwn = () => undefined;
beforeEach(() => {
	vi.useFakeTimers();
	cancel = new AbortController();
	lines = [];
	signals = new EventEmitter().on('SIGTERM', n8nsOwn);
});
afterEach(() => vi.useRealTimers());

function watch() {
	const write = (line: string) => void lines.push(line);
	const logger = { debug: write, info: write, warn: write, error: write };
	const context = { getExecutionCancelSignal: () => cancel.signal, logger };
	return watchForStop(context, 'user.disable', signals);
}

const stops: Array<[string, () => void]> = [
	['a person stops the execution', () => cancel.abort()],
	['n8n itself is stopped', () => void signals.emit('SIGTERM')],
];

test.each(stops)('if %s, the log gets who was written, by number and id only', (_, stop) => {
	const run = watch();
	run.onWritten({ userId: 42, key: '00123' });
	run.onWritten({ userId: 42, key: '00123' });
	run.onWritten({ userId: 43, key: null });
	expect(lines).toEqual([]);
	stop();
	expect(lines).toEqual([
		'Paxton Net2: user.disable was stopped. It wrote personnel number 00123 (user 42), a user (user 43).',
	]);
	run.onWritten({ userId: 44, key: '00125' });
	expect(lines.slice(1)).toEqual([
		'Paxton Net2: user.disable was stopped. It wrote personnel number 00125 (user 44).',
	]);
	run.close();
});

test.each(stops)('if %s, requests end only after users under way had their time', (_, stop) => {
	const run = watch();
	stop();
	expect([run.stop.aborted, run.signal.aborted]).toEqual([true, false]);
	vi.advanceTimersByTime(19_999);
	expect(run.signal.aborted).toBe(false);
	vi.advanceTimersByTime(1);
	expect(run.signal.aborted).toBe(true);
	run.close();
});

test('a run that ends writes nothing to the log, and leaves no listener and no timer', () => {
	const run = watch();
	run.onWritten({ userId: 42, key: '00123' });
	run.close();
	cancel.abort();
	signals.emit('SIGTERM');
	expect(lines).toEqual([]);
	expect(signals.listeners('SIGTERM')).toEqual([n8nsOwn]);
	expect(vi.getTimerCount()).toBe(0);
});

test('a hundred runs share one listener', () => {
	const runs = Array.from({ length: 100 }, watch);
	expect(signals.listenerCount('SIGTERM')).toBe(2);
	for (const run of runs) run.close();
	expect(signals.listeners('SIGTERM')).toEqual([n8nsOwn]);
});

test('a process without a listener of its own still ends at SIGTERM', () => {
	signals.removeAllListeners();
	const run = watch();
	expect(signals.listenerCount('SIGTERM')).toBe(0);
	run.close();
});

test('an execution that was stopped before starts no user', () => {
	cancel.abort();
	const run = watch();
	expect(run.stop.aborted).toBe(true);
	run.close();
});
