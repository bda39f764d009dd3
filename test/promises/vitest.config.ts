import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { SITE_VARIANTS } from '../support/siteVariants';
import { shared, withLowCosts } from '../support/vitestSettings';

/** The budgets are for sites where the operator may query, and where requests can go out together. */
const BUDGETS = ['test/promises/{requestBudget,roundTrips}.test.ts'];
const WITHOUT_BUDGETS = new Set(['no queries', 'one request at a time']);

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
				exclude: WITHOUT_BUDGETS.has(name) ? BUDGETS : [],
				isolate: false,
				env: { SITE_VARIANT: name },
			},
		})),
	},
});
