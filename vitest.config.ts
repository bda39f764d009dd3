import { defineConfig } from 'vitest/config';
import { shared, withLowCosts, withRealCosts } from './test/support/vitestSettings';

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

export default defineConfig({
	test: {
		...shared,
		projects: [
			{
				...withLowCosts,
				extends: true,
				test: {
					name: 'unit',
					include: ['test/**/*.test.ts'],
					exclude: [...isolated, ...slow.flatMap(({ include }) => include)],
					isolate: false,
				},
			},
			{ ...withRealCosts, extends: true, test: { name: 'isolated', include: isolated } },
			...slow.map((test) => ({
				...(test.name === 'killed' ? withRealCosts : withLowCosts),
				extends: true as const,
				test,
			})),
		],
	},
});
