/** Takes the place of nodes/PaxtonNet2/lifecycle/apply/settleDelay.ts in unit tests, of which hundreds write. */
export const SETTLE_DELAY_MS = 0;

/** A machine that is busy with other tests must not change the number of requests. */
export const FRESH_MS = 1_000;
