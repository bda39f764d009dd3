import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';

/** What the whole process may take, n8n's engine included. */
const MOST = 1_000_000_000;
/** Planning so many joiners takes minutes where other tests run as well. */
const TIMEOUT_MS = 1_800_000;

const Ended = v.object({
	most: v.number(),
	items: v.number(),
	/** Characters of the longest item. */
	longest: v.number(),
	last: v.optional(v.unknown()),
	message: v.optional(v.string()),
});

/** In a process of its own, since only that has a memory of its own. */
async function planned(kind: string, onError: 'stop' | 'continue') {
	const script = join(__dirname, 'hugeListProcess.ts');
	const args = ['--max-old-space-size=800', '--import', 'tsx', script, kind, onError];
	const { stdout } = await promisify(execFile)(process.execPath, args);
	return v.parse(Ended, JSON.parse(stdout));
}

test.each([
	'one number',
	'one number and name',
	'new numbers',
	'wrong dates',
	'long texts',
	'no values',
])(
	'a list of 100,000 lines with %s ends in a result within 1 GB',
	{ timeout: TIMEOUT_MS },
	async (kind) => {
		const ended = await planned(kind, 'continue');
		expect(ended.most).toBeLessThan(MOST);
		expect(ended.last).toMatchObject(
			kind === 'no values' ? {} : { kind: 'summary', mode: 'plan', changed: false },
		);
		// The texts of a line come back in its own item. Nothing else may grow with the list.
		expect(ended.longest).toBeLessThan(kind === 'long texts' ? 100_000 : 10_000);
	},
);

test(
	'a list of 100,000 lines with one number is planned in stop mode within 1 GB',
	{ timeout: TIMEOUT_MS },
	async () => {
		const ended = await planned('one number', 'stop');
		expect(ended.most).toBeLessThan(MOST);
		expect(ended.message).toBeUndefined();
		expect(ended.last).toMatchObject({ kind: 'summary', mode: 'plan', changed: false });
		expect(ended.longest).toBeLessThan(10_000);
	},
);
