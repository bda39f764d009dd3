import type { ScryptOptions } from 'node:crypto';

/** Takes the place of nodes/PaxtonNet2/net2/signIn/sealCost.ts in unit tests: hundreds of them derive a key each. */
export const SEAL_COST: ScryptOptions = { N: 2, r: 1, p: 1 };
