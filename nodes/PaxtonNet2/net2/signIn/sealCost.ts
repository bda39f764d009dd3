import type { ScryptOptions } from 'node:crypto';

/**
 * One try at the password of a saved sign-in costs tens of milliseconds and 32 MiB. 32 MiB is also
 * Node's own limit to the byte, so the maximum is set explicitly. The unit tests replace this file with a lower cost
 * (vitest.config.ts). test/net2/sealCost.test.ts checks this one.
 */
export const SEAL_COST: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
