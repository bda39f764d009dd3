import { html, type Html } from './html';
import type { Answers, Entry, Overview } from './told';
import { clipped } from './values';

/** The first thing to read: what this comes to, in one sentence, and what to mind. */
export function verdict(answers: Answers): Html {
	const { overview, entries } = answers;
	const { tone, text } = judged(answers);
	const limits = overview?.mode === 'plan' ? overview.safetyLimits.exceeded : [];
	const minds = overview?.warnings ?? inCommon(entries.map(({ warnings }) => warnings));
	return html`<div class="verdict ${tone}">
		<p>${text}</p>
		${list(limits.map(({ message }) => message))} ${list(minds)}
	</div>`;
}

type Verdict = { tone: 'fails' | 'ready' | 'good'; text: string };

function judged(answers: Answers): Verdict {
	const { overview, entries } = answers;
	if (overview?.mode === 'plan') return ofPlan(overview, entries);
	const isDry = entries.length > 0 && entries.every(({ dryRun }) => dryRun);
	return isDry ? ofDryRun(answers) : ofRun(answers);
}

function ofPlan({ safetyLimits, counts }: Overview, entries: Entry[]): Verdict {
	const held = safetyLimits.exceeded.length;
	if (held > 0) {
		const which = held === 1 ? 'a safety limit is' : `${held} safety limits are`;
		return {
			tone: 'fails',
			text: `Blocked: ${which} exceeded, so nothing of this plan would be written.`,
		};
	}
	const writes = entries.filter(isWrite).length;
	if (writes === 0)
		return {
			tone: 'good',
			text: 'Nothing is to be written: whatever can be carried out agrees already.',
		};
	const { disables } = counts;
	const loses =
		disables === 0 ? 'Nobody loses' : disables === 1 ? '1 person loses' : `${disables} people lose`;
	const left = counts.errors === 0 ? '' : ` ${counts.errors} with an error would be left out.`;
	return {
		tone: 'ready',
		text: `No safety limit blocks this plan. ${people(writes)} would be written to Net2. ${loses} access.${left}`,
	};
}

function ofDryRun({ entries, refusals }: Answers): Verdict {
	const failed = refusals.length;
	const but = failed === 0 ? '' : ` ${failed === 1 ? '1 has' : `${failed} have`} an error.`;
	return {
		tone: failed === 0 ? 'ready' : 'fails',
		text: `This is a dry run: nothing was written. ${people(entries.filter(isWrite).length)} would be written to Net2.${but}`,
	};
}

function ofRun({ entries, refusals }: Answers): Verdict {
	const written = entries.filter((entry) => isWrite(entry) && !entry.dryRun);
	const unproven = written.filter(({ verified }) => !verified).length;
	if (refusals.length > 0)
		return {
			tone: 'fails',
			text: `${people(written.length)} written to Net2, ${refusals.length} with an error. A run that is repeated takes up what is left.`,
		};
	if (unproven > 0)
		return {
			tone: 'fails',
			text: `${people(written.length)} written to Net2; ${unproven} not read back.`,
		};
	return {
		tone: 'good',
		text: `${people(written.length)} written to Net2, each read back as written.`,
	};
}

function isWrite({ outcome }: Entry): boolean {
	return !['unchanged', 'correlated', 'notFound'].includes(outcome);
}

function people(count: number): string {
	return count === 1 ? '1 person' : `${count} people`;
}

/** What every entry warns of is said once, for all. */
function inCommon(lists: string[][]): string[] {
	const [first = [], ...others] = lists;
	return others.length === 0
		? []
		: first.filter((text) => others.every((list) => list.includes(text)));
}

function list(texts: string[]): Html {
	if (texts.length === 0) return html``;
	return html`<ul>
		${texts.map((text) => html`<li>${clipped(text)}</li>`)}
	</ul>`;
}
