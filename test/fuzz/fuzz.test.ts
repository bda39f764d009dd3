import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fuzz, replayCommand } from './fuzz';
import { text } from './inputs';
import { readSql } from './sqlReader';
import { expect as promise, isPolluted, target } from './target';
import { SEED } from '../support/seed';

describe('random input at every door', () => {
	it('crashes nothing and breaks no promise', { timeout: 900_000 }, async () => {
		const fuzzed = await fuzz({ runs: 6_000, seed: SEED });
		const broken = fuzzed.filter(({ failure }) => failure !== undefined);
		const story = broken.map((one) => `${one.failure?.why}\n${replayCommand(SEED, one)}`);
		expect(story).toEqual([]);
		expect(fuzzed.reduce((sum, { runs }) => sum + runs, 0)).toBeGreaterThanOrEqual(6_000);
	});
});

describe('what it is there to find is found', () => {
	afterEach(() => {
		Reflect.deleteProperty(Object.prototype, 'planted');
	});

	it('a quote that is not doubled', async () => {
		const naive = target('naive', 1, text, (value) => {
			const { literals, rest } = readSql(`SELECT 1 WHERE Field14_50 IN (N'${value}')`);
			promise(rest === 'SELECT 1 WHERE Field14_50 IN (?)' && literals[0] === value, 'one literal');
		});
		const { failure } = await naive.fuzz({ runs: 500, seed: 1 });
		expect(failure?.input).toContain("'");
	});

	it('a crash, made as small as it can be', async () => {
		const crashing = target('crashing', 1, fc.string(), (value) => {
			if (value.length > 3) throw new TypeError('too long for me');
		});
		const { failure } = await crashing.fuzz({ runs: 500, seed: 1 });
		expect(failure?.why).toContain('too long for me');
		expect(JSON.parse(failure?.input ?? '""')).toHaveLength(4);
	});

	it('an input that takes too much memory', async () => {
		const hungry = target('hungry', 1, fc.constant(300_000_000), (bytes) => {
			promise(Buffer.alloc(bytes, 1).length === bytes, 'enough memory');
		});
		const { failure } = await hungry.fuzz({ runs: 1, seed: 1 });
		expect(failure?.why).toContain('an input takes a bounded memory');
	});

	it('an input that takes too much time', async () => {
		const cpuUsage = vi.spyOn(process, 'cpuUsage').mockReturnValue({ user: 21e6, system: 0 });
		const slow = target('slow', 1, fc.constant(null), () => undefined);
		const { failure } = await slow.fuzz({ runs: 1, seed: 1 });
		cpuUsage.mockRestore();
		expect(failure?.why).toContain('an input takes a bounded time');
	});

	it('a prototype that is changed', async () => {
		const polluting = target('polluting', 1, fc.constant(null), () => {
			Object.defineProperty(Object.prototype, 'planted', { value: 1, configurable: true });
		});
		const { failure } = await polluting.fuzz({ runs: 1, seed: 1 });
		expect(failure?.why).toContain('no prototype is changed');
		Reflect.deleteProperty(Object.prototype, 'planted');
		expect(isPolluted()).toBe(false);
	});

	it('and its replay fails in the same way', async () => {
		const failing = target('failing', 1, text, (value) => promise(!value.includes('%'), 'none'));
		const { failure } = await failing.fuzz({ runs: 500, seed: 7 });
		const again = await failing.fuzz({ runs: 500, seed: 7, path: failure?.path });
		expect(again.failure?.input).toBe(failure?.input);
	});
});

describe('a statement as SQL Server reads it', () => {
	it.each([
		["a = N'x'", ['x'], 'a = ?'],
		["N'O''Neill' N''", ["O'Neill", ''], '? ?'],
		["N'x'' OR 1=1 --'", ["x' OR 1=1 --"], '?'],
		["N'x' OR 1=1", ['x'], '? OR 1=1'],
	])('%s', (sql, literals, rest) => {
		expect(readSql(sql)).toEqual({ literals, rest });
	});

	it('and refuses one that does not end', () => {
		expect(() => readSql("N'x")).toThrow('does not end');
	});
});
