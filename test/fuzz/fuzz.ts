import { equalNumbers } from './equalNumbers';
import { PICTURE_TARGETS } from './pictures';
import { openReplies } from './replies';
import type { Fuzzed, FuzzOptions } from './target';
import { TEXTS } from './texts';

/** Shares the inputs among all targets, or gives all to the one that is named. */
export async function fuzz({
	only,
	...options
}: FuzzOptions & { only?: string | undefined }): Promise<Fuzzed[]> {
	const replies = await openReplies();
	try {
		const all = [...TEXTS, equalNumbers, ...PICTURE_TARGETS, ...replies.targets];
		const weights = all.reduce((sum, { weight }) => sum + weight, 0);
		const fuzzed: Fuzzed[] = [];
		for (const target of all) {
			if (only !== undefined && target.name !== only) continue;
			const share = only === undefined ? target.weight / weights : 1;
			fuzzed.push(await target.fuzz({ ...options, runs: Math.ceil(options.runs * share) }));
		}
		if (fuzzed.length === 0)
			throw new Error(`The targets are: ${all.map(({ name }) => name).join(', ')}.`);
		return fuzzed;
	} finally {
		await replies.close();
	}
}

export function replayCommand(seed: number, { name, failure }: Fuzzed): string {
	return `npm run fuzz -- --only '${name}' --seed ${seed} --path ${failure?.path ?? ''}`;
}
