import type { Clock } from '../../net2/clock';
import { FRESH_MS } from './settleDelay';

/** A PUT that contains what was read must be sent at once. This one would come too late, so nothing was sent. */
export class OutdatedReading extends Error {
	override readonly name = 'OutdatedReading';
}

/** After so many outdated readings in a row the write is sent all the same. A slow server must not keep a leaver in. */
const MOST_READINGS = 4;

/**
 * What a write calls before each attempt. A write waits if Net2 requests it, if Net2 is away, or if this computer is
 * busy. A PUT from an old reading would then undo what another program wrote meanwhile (docs/safety-rules.md, rule 5).
 *
 * @param readAt when the reading ended, in ms
 * @param readings how many there were for this write
 * @throws OutdatedReading from the returned function
 */
export function guardFrom(clock: Clock, readAt: number, readings: number): () => void {
	return () => {
		if (readings < MOST_READINGS && clock.now() - readAt > FRESH_MS) throw new OutdatedReading();
	};
}

/**
 * Runs a reading and the write that follows it, and both again if the write comes too late.
 *
 * @param readAndWrite gets what makes the guard of a write whose reading ended at that time
 */
export async function rightAfterReading<T>(
	clock: Clock,
	readAndWrite: (guard: (readAt: number) => () => void) => Promise<T>,
): Promise<T> {
	for (let readings = 1; ; readings += 1) {
		try {
			return await readAndWrite((readAt) => guardFrom(clock, readAt, readings));
		} catch (error) {
			if (!(error instanceof OutdatedReading)) throw error;
		}
	}
}
