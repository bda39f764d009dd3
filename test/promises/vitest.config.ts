import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SITE_VARIANTS } from '../support/siteVariants';
import { shared, withLowCosts } from '../support/vitestSettings';

/** The promises once more at each of these sites, with its profile in the credential; `npm run test:profiles`. */
export default defineConfig({
	test: {
		...shared,
		root: join(__dirname, '../..'),
		projects: Object.keys(SITE_VARIANTS).map((name) => ({
			...withLowCosts,
			extends: true as const,
			test: {
				name,
				include: ['test/promises/*.test.ts'],
				isolate: false,
				env: { SITE_VARIANT: name },
			},
		})),
	},
});
