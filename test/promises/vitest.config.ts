import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import type { Switches } from '../../emulator';
import { SITE_VARIANTS } from '../support/siteVariants';
import { shared, withLowCosts } from '../support/vitestSettings';

const BUDGETS = ['test/promises/{requestBudget,roundTrips}.test.ts'];

/**
 * The budgets are for sites where requests can go out together. The list and the queries show all of every user there.
 * Where they leave something out, the node reads each user alone.
 */
function hasBudgets(site: Partial<Switches>): boolean {
	const { querydb, expiredInSql, expiredInList, customFieldsInList, serial } = site;
	const leavesOut = [expiredInSql, expiredInList, customFieldsInList].includes('hidden');
	return querydb !== 'off' && !leavesOut && serial !== true;
}

/** The promises once more at each of these sites, with its profile in the credential; `npm run test:profiles`. */
export default defineConfig({
	test: {
		...shared,
		root: join(__dirname, '../..'),
		projects: Object.entries(SITE_VARIANTS).map(([name, switches]) => ({
			...withLowCosts,
			extends: true as const,
			test: {
				name,
				include: ['test/promises/*.test.ts'],
				exclude: hasBudgets(switches) ? [] : BUDGETS,
				isolate: false,
				env: { SITE_VARIANT: name },
			},
		})),
	},
});
