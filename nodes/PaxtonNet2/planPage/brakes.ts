import type { Brakes } from '../lifecycle/synchronize/settings';
import { html, type Html } from './html';
import type { Overview } from './told';

type Counts = Overview['counts'];

interface Measure {
	brake: keyof Brakes;
	what: string;
	found: (counts: Counts) => number;
}

const MEASURES: Measure[] = [
	{
		brake: 'minListSize',
		what: 'People on the list, at least',
		found: (counts) => counts.listSize,
	},
	{ brake: 'maxDisables', what: 'People who lose access', found: (counts) => counts.disables },
	{
		brake: 'maxDisablePercent',
		what: 'People who lose access, in percent',
		found: (counts) => counts.disables,
	},
	{ brake: 'maxRevokes', what: 'Access levels taken away', found: (counts) => counts.revokes },
	{
		brake: 'maxChangePercent',
		what: 'People on record who change, in percent',
		found: (counts) => counts.changes,
	},
	{
		brake: 'maxErrorPercent',
		what: 'Rows that cannot be carried out, in percent',
		found: (counts) => counts.errors,
	},
	{
		brake: 'maxKeyChangePercent',
		what: 'People who seem to have another key, in percent',
		found: (counts) => counts.keyChanges,
	},
	{ brake: 'maxDeletes', what: 'People who are deleted', found: (counts) => counts.deletes },
];

/** Each brake: what the list comes to, what is allowed, and whether it holds the plan. */
export function brakeTable({ brakes, counts }: Overview): Html {
	const held = new Set(brakes.tripped.map(({ brake }) => brake));
	return html`<section aria-labelledby="brakes">
		<h2 id="brakes">Brakes</h2>
		<p class="lead">
			Over any of these limits nothing at all is written. Percentages are of the ${counts.matched}
			active people on the list whom Net2 knows.
		</p>
		<table class="brakes">
			<thead>
				<tr>
					<th scope="col">Limit on</th>
					<th scope="col">This plan</th>
					<th scope="col">Allowed</th>
					<th scope="col">Brake</th>
				</tr>
			</thead>
			<tbody>
				${MEASURES.map((measure) => brakeRow(measure, held.has(measure.brake), { brakes, counts }))}
			</tbody>
		</table>
	</section>`;
}

function brakeRow(
	{ brake, what, found }: Measure,
	holds: boolean,
	{ brakes, counts }: Pick<Overview, 'brakes' | 'counts'>,
): Html {
	const isPercent = brake.endsWith('Percent');
	const count = found(counts);
	const limit = brakes.limits[brake] ?? 0;
	const share = isPercent && counts.matched > 0 ? (100 * count) / counts.matched : count;
	const told =
		isPercent && counts.matched > 0 ? `${count} (${Math.round(10 * share) / 10}%)` : count;
	return html`<tr class="${holds ? 'holds' : 'free'}">
		<th scope="row">${what} <code>${brake}</code></th>
		<td>${told} ${brake === 'minListSize' ? '' : bar(share, limit, holds)}</td>
		<td>${isPercent ? `${limit}%` : limit}</td>
		<td><span class="state">${holds ? 'Holds the plan' : 'Within'}</span></td>
	</tr>`;
}

/** How much of the limit is used, drawn: the numbers beside it say it too. */
function bar(found: number, limit: number, holds: boolean): Html {
	const used = holds ? 100 : limit === 0 ? 0 : Math.min(100, (100 * found) / limit);
	return html`<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
		<rect class="track" width="100" height="4" rx="2" />
		<rect class="used" width="${Math.round(used)}" height="4" rx="2" />
	</svg>`;
}
