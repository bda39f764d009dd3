import { disableEach } from '../disable';
import { readOnceMore } from '../steps/readOnceMore';
import { upsertEach } from '../upsert/upsert';
import type { DisableParams, ItemOptions, Request, Run, UpsertParams } from '../run/request';
import type { Result } from '../result/result';
import type { Difference } from './difference';

/**
 * Carries differences out, each by the operation that a person would use for it, so that it is read back, can be
 * undone, and does nothing where nothing is left to do: a run that was cut off is completed by the next. Leavers are
 * cut off before anybody is let in, and read once more when everybody is written (rule 5). One result per difference; null:
 * there is nothing to carry out.
 */
export async function carryOutDifferences(
	run: Run,
	differences: Difference[],
	optionsOf: (difference: Difference) => ItemOptions,
	onProgress: (message: string) => void = () => undefined,
): Promise<Array<Result | null>> {
	const leavers: Array<Placed<DisableParams>> = [];
	const others: Array<Placed<UpsertParams>> = [];
	for (const [place, difference] of differences.entries()) {
		const { action, index } = difference;
		const options = { ...optionsOf(difference), verifyName: false };
		const common = { index: index ?? 0, options };
		if (action?.verb === 'disable')
			leavers.push({ place, request: { ...common, params: action.params } });
		if (action?.verb === 'upsert')
			others.push({ place, request: { ...common, params: action.params } });
	}
	onProgress(`Cutting off ${leavers.length} people.`);
	const cutOff = await disableEach(run, leavers.map(requestOf));
	onProgress(`Writing ${others.length} others.`);
	const written = await upsertEach(run, others.map(requestOf));
	const told = await readOnceMore(run, [...cutOff, ...written], (n) => n < cutOff.length);
	const byPlace = new Map([...leavers, ...others].map(({ place }, n) => [place, told[n] ?? null]));
	return differences.map((_, place) => byPlace.get(place) ?? null);
}

interface Placed<Params> {
	place: number;
	request: Request<Params>;
}

function requestOf<Params>({ request }: Placed<Params>): Request<Params> {
	return request;
}
