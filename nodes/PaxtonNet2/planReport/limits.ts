import { isPercent, limitNames, type LimitName, type PlanCounts } from '../lifecycle/safetyLimits';
import { allowedBy } from '../lifecycle/safetyLimits/exceededLimits';
import type { Summary } from '../lifecycle/synchronize/summary';
import { section } from './groupTable';
import { html, type Html } from './html';
import type { Texts } from './texts/texts';

const COUNTED: Record<LimitName, (counts: PlanCounts) => number> = {
	minListSize: ({ listSize }) => listSize,
	minMatchPercent: ({ numberedOnList }) => numberedOnList,
	maxDisables: ({ disables }) => disables,
	maxDisablePercent: ({ disables }) => disables,
	maxRevokes: ({ revokes }) => revokes,
	maxJoiners: ({ joiners }) => joiners,
	maxJoinerPercent: ({ joiners }) => joiners,
	maxEnables: ({ enables }) => enables,
	maxGrants: ({ grants }) => grants,
	maxGrantPercent: ({ usersWithGrants }) => usersWithGrants,
	maxChangePercent: ({ changes }) => changes,
	maxErrorPercent: ({ errors }) => errors,
	maxKeyChangePercent: ({ keyChanges }) => keyChanges,
};

/** Each safety limit in words: what the plan comes to, what is allowed, and whether it blocks the plan. */
export function limitTable({ safetyLimits, counts }: Summary, texts: Texts): Html {
	const exceeded = new Set(safetyLimits.exceeded.map(({ name }) => name));
	const { heading, lead, columns } = texts.limits;
	return section(
		{ id: 'limits', tone: 'limits', heading, lead: lead(counts.matched) },
		html`<table class="limits">
			<thead>
				<tr>
					${columns.map((column) => html`<th scope="col">${column}</th>`)}
				</tr>
			</thead>
			<tbody>
				${limitNames().map((name) => {
					const blocks = exceeded.has(name);
					return html`<tr class="${blocks ? 'blocks' : 'free'}">
						<th scope="row">${texts.limits.names[name]} <code>${name}</code></th>
						<td>${COUNTED[name](counts)}</td>
						<td>${limitText(name, { safetyLimits, counts }, texts)}</td>
						<td>
							<span class="state">${blocks ? texts.limits.exceeded : texts.limits.within}</span>
						</td>
					</tr>`;
				})}
			</tbody>
		</table>`,
	);
}

/** `10`, `2 (5% of 58)`, `at least 29 (50% of 58)`, or that it is off. */
function limitText(
	name: LimitName,
	{ safetyLimits, counts }: Pick<Summary, 'safetyLimits' | 'counts'>,
	{ limits: words }: Texts,
): string {
	const { limits } = safetyLimits;
	const limit = limits[name];
	if (name === 'minListSize') return words.least(String(limit));
	if (name === 'minMatchPercent') {
		const required = Math.ceil((limit * counts.numbered) / 100);
		return words.least(words.share(required, limit, counts.numbered));
	}
	const allowed = allowedBy(name, limits, counts.matched);
	if (allowed === Infinity) return words.off;
	return isPercent(name) ? words.share(allowed, limit, counts.matched) : String(allowed);
}
