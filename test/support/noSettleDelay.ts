/** Takes the place of nodes/PaxtonNet2/lifecycle/apply/settleDelay.ts in unit tests, of which hundreds write. */
export const SETTLE_DELAY_MS = 0;
