import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';

const Ended = v.object({ length: v.number(), above: v.number() });

test('a reply in two million pieces of one byte takes less than 60 MB above idle', async () => {
	const script = join(__dirname, 'support/tinyPiecesProcess.ts');
	const args = ['--import', 'tsx', script, '2000000'];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	const { length, above } = v.parse(Ended, JSON.parse(stdout));
	expect(length).toBe(2_000_000);
	expect(above).toBeLessThan(60_000_000);
});
