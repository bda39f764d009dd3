import { disable } from '../disable';
import { upsert } from '../upsert/upsert';
import type { DisableAsk, ItemOptions, Request, Run, UpsertAsk } from '../run/request';
import type { Result } from '../run/result';
import type { Difference } from './difference';

/**
 * Carries differences out, each by the operation that a person would use for it, so that it is read back, can be
 * undone, and does nothing where nothing is left to do: a run that was cut off is completed by the next. Leavers are
 * cut off before anybody is let in. One result per difference; null: there is nothing to carry out.
 */
export async function carryOutDifferences(
	run: Run,
	differences: Difference[],
	optionsOf: (difference: Difference) => ItemOptions,
	onProgress: (message: string) => void = () => undefined,
): Promise<Array<Result | null>> {
	const results = new Array<Result | null>(differences.length).fill(null);
	const leavers: Array<Placed<DisableAsk>> = [];
	const others: Array<Placed<UpsertAsk>> = [];
	for (const [place, difference] of differences.entries()) {
		const { action, index } = difference;
		const options = { ...optionsOf(difference), verifyName: false };
		const common = { index: index ?? 0, options };
		if (action?.verb === 'disable')
			leavers.push({ place, request: { ...common, ask: action.ask } });
		if (action?.verb === 'upsert') others.push({ place, request: { ...common, ask: action.ask } });
	}
	onProgress(`Cutting off ${leavers.length} people.`);
	await act(run, leavers, disable, results);
	onProgress(`Writing ${others.length} others.`);
	await act(run, others, upsert, results);
	return results;
}

interface Placed<Ask> {
	place: number;
	request: Request<Ask>;
}

async function act<Ask>(
	run: Run,
	placed: Array<Placed<Ask>>,
	verb: (run: Run, requests: Array<Request<Ask>>) => Promise<Result[]>,
	results: Array<Result | null>,
): Promise<void> {
	if (placed.length === 0) return;
	const told = await verb(
		run,
		placed.map(({ request }) => request),
	);
	for (const [n, { place }] of placed.entries()) results[place] = told[n] ?? null;
}
