/**
 * Time and chance. They are passed in so that a test or a chaos run can own both. `now` is milliseconds since the
 * epoch. `sleep` rejects with a cancelled {@link Net2Error} when the signal fires. `random` is uniform in [0, 1).
 */
export interface Clock {
	now(): number;
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
	random(): number;
}
