import { losesSomething } from './access';
import { named } from './changes';
import { dateText } from './dates';
import { section } from './groupTable';
import type { Group } from './groups';
import { html, type Html } from './html';
import type { Findings, ReportInput } from './input';
import type { Texts } from './texts/texts';
import { stageOf, writes } from './verdict';

/** What a reader could fear is changed, and is not: cards, PINs, levels, doors, protected users. */
export function whatStays({ summary }: Findings, groups: Group[], { stays }: Texts): Html {
	const writing = groups.filter(({ tone }) => tone !== 'minds');
	const all = writing.flatMap(({ entries }) => entries);
	if (all.length === 0) return html``;
	const leavers = writing.flatMap(({ shape, id, entries }) =>
		shape === 'leaving' && id !== 'deleted' ? entries : [],
	);
	const changes = all.flatMap((entry) => entry.changes);
	const cleared = changes.filter(({ field, to }) => field === 'pin' && to === 'cleared').length;
	const gone = changes.filter(
		({ field, to }) => field.startsWith('card ') && (to === 'lost' || to === null),
	).length;
	const lose = leavers.filter((entry) =>
		losesSomething({ changes: entry.changes.filter(({ field }) => field === 'accessLevels') }),
	).length;
	return section(
		{ id: 'stays', tone: 'minds', heading: stays.heading, lead: '' },
		html`<ul class="points">
				<li>${stays.cards(gone, leavers.length)}</li>
				<li>${stays.pins(cleared, leavers.length)}</li>
				<li>${stays.levels(lose, leavers.length)}</li>
				<li>${stays.others}</li>
			</ul>
			${people(stays.individualDoors, summary?.names.individualDoors ?? [])}
			${people(stays.protectedUsers, summary?.names.protected ?? [])}`,
	);
}

function people(lead: string, names: string[]): Html {
	if (names.length === 0) return html``;
	return html`<h3>${lead}</h3>
		<ul class="people">
			${names.map((text) => html`<li>${named(text)}</li>`)}
		</ul>`;
}

/** How to approve this plan, or why it cannot be approved. */
export function approval(
	findings: Findings,
	{ source }: Pick<ReportInput, 'source'>,
	texts: Texts,
): Html {
	const { summary, entries } = findings;
	if (summary === undefined || stageOf(findings) !== 'plan') return html``;
	const words = texts.approval;
	const valid = dateText(source.validUntil, texts.locale, 'moment');
	return html`<section class="approval" aria-labelledby="approval">
		<h2 id="approval">${words.heading}</h2>
		${summary.blocked
			? html`<p>${words.blocked(source.settings?.leaversFirst ?? false)}</p>`
			: !entries.some(writes)
				? html`<p>${words.nothing}</p>`
				: html`<ol>
							${words.steps.map((step) => html`<li>${step}</li>`)}
						</ol>
						<p class="label">${words.planId}</p>
						<p class="planId"><code>${summary.planId}</code></p>
						<p>${words.validUntil(`${valid} (${source.zone})`)}</p>
						<p>${words.noProof}</p>
						<p class="sign"><span>${words.approvedBy}</span><span>${words.date}</span></p>`}
	</section>`;
}

export function cannotShow({ cannotShow: { heading, points } }: Texts): Html {
	return section(
		{ id: 'cannotShow', tone: 'minds', heading, lead: '' },
		html`<ul class="points">
			${points.map((point) => html`<li>${point}</li>`)}
		</ul>`,
	);
}

/** Where the report comes from, and what the node is set to. */
export function facts(
	{ summary }: Findings,
	{ source }: Pick<ReportInput, 'source'>,
	texts: Texts,
): Html {
	const words = texts.facts;
	const { server, operator, listName, workflowName, executionId, madeAt, zone, settings } = source;
	const list =
		summary === undefined ? '' : words.listFacts(summary.counts.listSize, summary.counts.matched);
	const rows: Array<[string, Html | string]> = [
		[words.made, `${dateText(madeAt, texts.locale, 'moment')} (${zone})`],
		[words.server, server === '' ? words.unknown : named(server)],
		[words.operator, operator === '' ? words.unknown : named(operator)],
		[words.source, named(words.workflow(workflowName, executionId))],
		...(summary === undefined
			? []
			: [
					[
						words.list,
						html`${listName === '' ? '' : html`${named(listName)}: `}${list}`,
					] satisfies [string, Html],
				]),
		...(settings === undefined
			? []
			: [
					[
						words.settings,
						html`<ul class="points">
							${texts.settings(settings).map((line) => html`<li>${line}</li>`)}
						</ul>`,
					] satisfies [string, Html],
				]),
	];
	return section(
		{ id: 'facts', tone: 'facts', heading: words.heading, lead: '' },
		html`<dl>
			${rows.map(
				([name, value]) =>
					html`<div>
						<dt>${name}</dt>
						<dd>${value}</dd>
					</div>`,
			)}
		</dl>`,
	);
}
