import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { oneN8nWorkflow } from './test/engine/vitest-alias';

/**
 * A saved sign-in is sealed with a key that costs tens of milliseconds, and most tests make one. Tests in which
 * processes share a saved sign-in keep the real cost, because the other processes use it.
 */
const lowSealCost = {
	find: /^.*\/sealCost$/,
	replacement: join(__dirname, 'test/support/lowSealCost.ts'),
};
const alias = Object.entries(oneN8nWorkflow).map(([find, replacement]) => ({ find, replacement }));
export const withLowSealCost = { resolve: { alias: [...alias, lowSealCost] } };
const real = { resolve: { alias } };

/** Each of them changes what belongs to the whole process, measures its memory, or checks the real seal cost. */
const isolated = [
	'test/methods/credentialTestEgress.test.ts',
	'test/bench/growth.test.ts',
	'test/host/sessions.test.ts',
	'test/net2/sealCost.test.ts',
	'test/net2/transport.test.ts',
];
/** Not part of `npm test`; `.ci/run` runs each as a check of its own (test/checks/run.ts). */
const slow = [
	{ name: 'chaos', include: ['test/chaos/*.test.ts'] },
	{ name: 'fuzz', include: ['test/fuzz/*.test.ts'] },
	{ name: 'worlds', include: ['test/**/{worlds,undoWorlds,pollSchedules}.test.ts'] },
	{ name: 'year', include: ['test/**/*.long.test.ts'] },
	{ name: 'rehearsals', include: ['test/rehearse/{sites,faults}.test.ts'] },
	{ name: 'killed', include: ['test/processes/*.test.ts', 'test/**/killed.test.ts'] },
];

export const shared = {
	setupFiles: ['test/support/setUpFile.ts'],
	// Only a test that hangs should meet these. A machine that is busy with other things takes twenty times as long.
	testTimeout: 300_000,
	hookTimeout: 300_000,
	restoreMocks: true,
	unstubEnvs: true,
};

export default defineConfig({
	test: {
		...shared,
		projects: [
			{
				...withLowSealCost,
				extends: true,
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: [...isolated, ...slow.flatMap(({ include }) => include)],
					isolate: false,
				},
			},
			{ ...real, extends: true, test: { name: 'isolated', include: isolated } },
			...slow.map((test) => ({
				...(test.name === 'killed' ? real : withLowSealCost),
				extends: true as const,
				test,
			})),
		],
	},
});
