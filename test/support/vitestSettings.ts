import { join } from 'node:path';
import { oneN8nWorkflow } from '../engine/vitest-alias';

/**
 * A saved sign-in is sealed with a key that costs tens of milliseconds, and most tests make one. Tests in which
 * processes share a saved sign-in keep the real cost, because the other processes use it.
 */
const lowSealCost = {
	find: /^.*\/sealCost$/,
	replacement: join(__dirname, 'lowSealCost.ts'),
};
/** Most tests write, and only where two programs write at once does the wait before the last reading matter. */
const noSettleDelay = {
	find: /^.*\/settleDelay$/,
	replacement: join(__dirname, 'noSettleDelay.ts'),
};
const alias = Object.entries(oneN8nWorkflow).map(([find, replacement]) => ({ find, replacement }));
export const withLowCosts = { resolve: { alias: [...alias, lowSealCost, noSettleDelay] } };
export const withRealCosts = { resolve: { alias } };

/** What all tests but those of a real n8n have in common. */
export const shared = {
	setupFiles: ['test/support/setUpFile.ts'],
	// Only a test that hangs should meet these. A machine that is busy with other things takes twenty times as long.
	testTimeout: 300_000,
	hookTimeout: 300_000,
	restoreMocks: true,
	unstubEnvs: true,
};
