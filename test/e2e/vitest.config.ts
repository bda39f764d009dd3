import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { oneN8nWorkflow } from '../engine/vitest-alias';

/** Real n8n servers: slow, one at a time, and not part of `npm test`. */
export default defineConfig({
	resolve: { alias: oneN8nWorkflow },
	test: {
		root: join(__dirname, '..'),
		include: ['{e2e,editor}/*.e2e.ts'],
		fileParallelism: false,
		testTimeout: 180_000,
		hookTimeout: 1_800_000,
		reporters: ['verbose'],
	},
});
