import { isPercent, type LimitName } from '../lifecycle/safetyLimits';
import { html, type Html } from './html';
import type { Overview } from './told';

type Counts = Overview['counts'];

interface Measure {
	limit: LimitName;
	what: string;
	found: (counts: Counts) => number;
}

const MEASURES: Measure[] = [
	{ limit: 'minListSize', what: 'Employees on the list, at least', found: (n) => n.listSize },
	{
		limit: 'minMatchPercent',
		what: 'Enabled users whom the list names, at least, in percent',
		found: (n) => n.numberedOnList,
	},
	{ limit: 'maxDisables', what: 'Users who lose access', found: (n) => n.disables },
	{
		limit: 'maxDisablePercent',
		what: 'Users who lose access, in percent',
		found: (n) => n.disables,
	},
	{ limit: 'maxRevokes', what: 'Access levels removed', found: (n) => n.revokes },
	{ limit: 'maxJoiners', what: 'New users', found: (n) => n.joiners },
	{ limit: 'maxJoinerPercent', what: 'New users, in percent', found: (n) => n.joiners },
	{ limit: 'maxEnables', what: 'Users who get access again', found: (n) => n.enables },
	{ limit: 'maxGrants', what: 'Access levels added', found: (n) => n.grants },
	{
		limit: 'maxGrantPercent',
		what: 'Users who get more access levels, in percent',
		found: (n) => n.usersWithGrants,
	},
	{
		limit: 'maxChangePercent',
		what: 'Existing users who change, in percent',
		found: (n) => n.changes,
	},
	{
		limit: 'maxErrorPercent',
		what: 'Lines that cannot be processed, in percent',
		found: (n) => n.errors,
	},
	{
		limit: 'maxKeyChangePercent',
		what: 'Users who seem to have another number, in percent',
		found: (n) => n.keyChanges,
	},
];

/** Each safety limit: what the list comes to, what is allowed, and whether it blocks the plan. */
export function limitTable({ safetyLimits, counts }: Overview): Html {
	const exceeded = new Set(safetyLimits.exceeded.map(({ name }) => name));
	return html`<section aria-labelledby="limits">
		<h2 id="limits">Safety limits</h2>
		<p class="lead">
			If a limit is exceeded, nothing is written. Percentages are of the ${counts.matched} enabled
			users whom the list matched.
		</p>
		<table class="brakes">
			<thead>
				<tr>
					<th scope="col">Limit on</th>
					<th scope="col">This plan</th>
					<th scope="col">Allowed</th>
					<th scope="col">Result</th>
				</tr>
			</thead>
			<tbody>
				${MEASURES.map((measure) =>
					limitRow(measure, exceeded.has(measure.limit), { safetyLimits, counts }),
				)}
			</tbody>
		</table>
	</section>`;
}

function limitRow(
	{ limit: name, what, found }: Measure,
	blocks: boolean,
	{ safetyLimits, counts }: Pick<Overview, 'safetyLimits' | 'counts'>,
): Html {
	const count = found(counts);
	const limit = safetyLimits.limits[name] ?? 0;
	const of = name === 'minMatchPercent' ? counts.numbered : counts.matched;
	const share = isPercent(name) && of > 0 ? (100 * count) / of : count;
	const shown = isPercent(name) && of > 0 ? `${count} (${Math.round(10 * share) / 10}%)` : count;
	return html`<tr class="${blocks ? 'holds' : 'free'}">
		<th scope="row">${what} <code>${name}</code></th>
		<td>${shown} ${name.startsWith('min') ? '' : bar(share, limit, blocks)}</td>
		<td>${isPercent(name) ? `${limit}%` : limit}</td>
		<td><span class="state">${blocks ? 'Exceeded' : 'Within'}</span></td>
	</tr>`;
}

/** How much of the limit is used, drawn: the numbers beside it say it too. */
function bar(found: number, limit: number, blocks: boolean): Html {
	const used = blocks ? 100 : limit === 0 ? 0 : Math.min(100, (100 * found) / limit);
	return html`<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
		<rect class="track" width="100" height="4" rx="2" />
		<rect class="used" width="${Math.round(used)}" height="4" rx="2" />
	</svg>`;
}
