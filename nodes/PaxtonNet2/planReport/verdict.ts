import { accessEnd } from './access';
import { coreText } from './changes';
import { listText } from './dates';
import type { Group } from './groups';
import { html, type Html } from './html';
import type { Entry, Findings } from './input';
import type { Effects, Stage, Texts } from './texts/texts';

/** Whether the run has written. */
export function stageOf({ summary, entries }: Findings): Stage {
	if (summary !== undefined) return summary.mode === 'plan' ? 'plan' : 'done';
	return entries.length > 0 && entries.every(({ dryRun }) => dryRun) ? 'dryRun' : 'done';
}

export function writes({ outcome }: Entry): boolean {
	return !['unchanged', 'correlated', 'notFound'].includes(outcome);
}

/** What to read first: what happens, in one sentence, then what to know about it. */
export function verdict(findings: Findings, groups: Group[], now: string, texts: Texts): Html {
	const { summary, entries, refusals, siteWarnings } = findings;
	const stage = stageOf(findings);
	const { tone, text } = headline(findings, groups, now, texts);
	const exceeded = stage === 'plan' ? (summary?.safetyLimits.exceeded ?? []) : [];
	const common = inCommon(entries.map(({ warnings: all }) => all));
	const warnings = summary?.warnings ?? [...siteWarnings, ...common];
	const errors = summary?.counts.errors ?? refusals.length;
	const notes = [
		// A message of a safety limit says that nothing was written, and how many lines have an error.
		...(stage === 'plan' && exceeded.length === 0 ? [texts.verdict.notWritten] : []),
		...(summary?.leaversOnly === true
			? [texts.verdict.leaversOnly[stage === 'done' ? 'done' : 'plan']]
			: []),
		...(errors > 0 && !exceeded.some(({ name }) => name === 'maxErrorPercent')
			? [texts.verdict.left(errors, stage)]
			: []),
		...(stage === 'done' ? checked(entries, texts) : []),
	];
	return html`<div class="verdict ${tone}">
		<p>${text}</p>
		${exceeded.length === 0
			? ''
			: html`<ul>
					${exceeded.map((limit) => html`<li>${texts.verdict.exceeded(limit)}</li>`)}
				</ul>`}
		<p class="note">${notes.join(' ')}</p>
		${warnings.length === 0
			? ''
			: html`<ul>
					${warnings.map((text) => html`<li>${coreText(text, texts)}</li>`)}
				</ul>`}
	</div>`;
}

type Headline = { tone: 'fails' | 'ready' | 'good'; text: string };

function headline(findings: Findings, groups: Group[], now: string, texts: Texts): Headline {
	const { summary, refusals } = findings;
	const stage = stageOf(findings);
	const { verdict: words, locale } = texts;
	const parts = words.effects(effectsOf(findings, groups, now), stage);
	const text = listText(parts, locale);
	if (parts.length === 0)
		return { tone: refusals.length > 0 ? 'fails' : 'good', text: words.nothing[stage] };
	if (stage === 'plan')
		return summary?.blocked === true
			? { tone: 'fails', text: words.blocked(text) }
			: { tone: 'ready', text: words.plan(text) };
	if (stage === 'dryRun')
		return { tone: refusals.length > 0 ? 'fails' : 'ready', text: words.dryRun(text) };
	return { tone: refusals.length > 0 ? 'fails' : 'good', text: words.done(text) };
}

/** How many users lose access, get it, and change otherwise. Each user counts once. */
function effectsOf(findings: Findings, groups: Group[], now: string): Effects {
	const isDone = stageOf(findings) === 'done';
	const effects: Effects = {
		lose: 0,
		created: 0,
		again: 0,
		deleted: 0,
		moved: 0,
		others: 0,
		noted: 0,
	};
	for (const { id, shape, entries } of groups)
		for (const entry of entries)
			if (writes(entry) && !(isDone && entry.dryRun)) effects[effectOf(id, shape, entry, now)] += 1;
	return effects;
}

function effectOf(
	id: Group['id'],
	shape: Group['shape'],
	entry: Entry,
	now: string,
): keyof Effects {
	if (id === 'deleted') return 'deleted';
	if (id === 'notes') return 'noted';
	if (id === 'movers') return 'moved';
	if (shape === 'leaving') return accessEnd(entry, now).when === 'before' ? 'others' : 'lose';
	if (id === 'joiners' || id === 'created') return 'created';
	return shape === 'arriving' ? 'again' : 'others';
}

function checked(entries: Entry[], { verdict: words }: Texts): string[] {
	const written = entries.filter((entry) => writes(entry) && !entry.dryRun);
	const unchecked = written.filter(({ verified }) => !verified).length;
	if (written.length === 0) return [];
	return [unchecked > 0 ? words.unchecked(unchecked) : words.checked];
}

/** A warning that every entry has is shown once, for all. */
function inCommon(lists: string[][]): string[] {
	const [first = [], ...others] = lists;
	return others.length === 0
		? []
		: first.filter((text) => others.every((list) => list.includes(text)));
}
