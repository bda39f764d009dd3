import { loadRequest, type AnyRequest } from './request';

type Reading = () => Promise<unknown>;

/**
 * Starts readings that the run will need, while its users are looked up. What needs one of them later waits for the same
 * request. A reading that fails is tried again where it is needed, and fails there.
 *
 * @param readingsOf what the items need. Only the first item is looked at, since the others rarely need another list
 */
export function readAhead<Key, Params extends Key>(
	[first]: Array<AnyRequest<Key, Params>>,
	readingsOf: (params: Params) => Array<Reading | undefined | false>,
): void {
	if (first === undefined) return;
	const start = async () => {
		const { params } = await loadRequest(first);
		const readings = readingsOf(params).filter((one) => typeof one === 'function');
		await Promise.all(readings.map(async (read) => await read()));
	};
	start().catch(() => undefined);
}
