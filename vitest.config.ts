import { defineConfig } from 'vitest/config';
import { oneN8nWorkflow } from './test/engine/vitest-alias';

export default defineConfig({
	resolve: { alias: oneN8nWorkflow },
	test: {
		include: ['test/**/*.test.ts'],
		// n8n's engine takes seconds to load on a busy machine.
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
