import { plural } from '../safetyLimits/plural';
import type { Outcome } from '../result/result';
import type { Difference } from './difference';
import type { Mode } from './settings';

/** What the sentences about a run of a list are made from. */
export interface ListFacts {
	mode: Mode;
	blocked: boolean;
	leaversOnly: boolean;
	counts: Record<'errors' | 'duplicateKey' | 'unchanged' | 'protected', number>;
	done: Partial<Record<Outcome | 'failed', number>>;
	differences: Array<Pick<Difference, 'kind' | 'planned'>>;
}

/** What a run of a list did, or what its plan would do, in plain words. It has all counts and no name. */
export function listSentences(facts: ListFacts): string {
	return [effect(facts), ...reported(facts), ...rest(facts)].join(' ');
}

const WORDS: Array<[Outcome, done: string, would: string, object: (users: string) => string]> = [
	['created', 'created', 'create', (users) => users],
	['updated', 'changed', 'change', (users) => users],
	['disabled', 'disabled', 'disable', (users) => users],
	['enabled', 'enabled', 'enable', (users) => `${users} again`],
];

function effect({ mode, blocked, leaversOnly, done, differences }: ListFacts): string {
	if (mode === 'plan') {
		const parts = partsOf(wouldDo(differences), 'would');
		if (parts === '') return 'The list changes nothing in Net2.';
		if (!blocked) return `This plan would ${parts}. Nothing was written.`;
		return `This plan would ${parts}, but a safety limit blocks it. Nothing was written.`;
	}
	const parts = partsOf(done, 'done');
	const stopped = leaversOnly ? 'A safety limit stopped all changes except those of leavers. ' : '';
	const { failed = 0 } = done;
	const wrong = failed === 0 ? '' : ` ${plural(failed, 'change')} failed.`;
	return parts === ''
		? `${stopped}The node changed nothing in Net2.${wrong}`
		: `${stopped}The node ${parts}${failed === 0 ? ', and read each change back from Net2' : ''}.${wrong}`;
}

/** By the same words as the rows: what is reported only is left out. */
function wouldDo(differences: ListFacts['differences']): ListFacts['done'] {
	const counts: ListFacts['done'] = {};
	for (const { kind, planned } of differences) {
		if (planned === null) continue;
		const outcome = kind === 'rehire' ? 'enabled' : planned.plan.outcome;
		counts[outcome] = (counts[outcome] ?? 0) + 1;
	}
	return counts;
}

function partsOf(counts: ListFacts['done'], form: 'done' | 'would'): string {
	const parts = WORDS.flatMap(([outcome, done, would, object]) => {
		const count = counts[outcome] ?? 0;
		return count === 0
			? []
			: [`${form === 'done' ? done : would} ${object(plural(count, 'user'))}`];
	});
	const last = parts.pop() ?? '';
	return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

/** What is only reported, because a person must decide about it. */
function reported({ differences, counts }: ListFacts): string[] {
	const of = (kind: Difference['kind']) =>
		differences.filter((one) => one.kind === kind && one.planned === null).length;
	const is = (count: number) => (count === 1 ? 'is' : 'are');
	const sentences: Array<[number, (count: number) => string]> = [
		[of('orphan'), (count) => `${plural(count, 'user')} ${is(count)} not on the list.`],
		[
			of('blockedByHand'),
			(count) =>
				`${plural(count, 'user')} ${is(count)} on the list and ${count === 1 ? 'stays' : 'stay'} disabled.`,
		],
		[
			of('duplicateKey'),
			(count) =>
				`${plural(count, 'personnel number')} ${count === 1 ? 'belongs' : 'belong'} to several users.`,
		],
		[
			of('leaver') + of('leaverStillActive'),
			(count) => `${plural(count, 'leaver')} still ${count === 1 ? 'has' : 'have'} access.`,
		],
		[
			counts.protected,
			(count) =>
				`${plural(count, 'protected user')} ${count === 1 ? 'differs' : 'differ'} from the list.`,
		],
	];
	return sentences.flatMap(([count, sentence]) => (count === 0 ? [] : [sentence(count)]));
}

function rest({ counts: { errors, duplicateKey, unchanged } }: ListFacts): string[] {
	const lines = errors - duplicateKey;
	return [
		...(lines > 0 ? [`${plural(lines, 'line')} cannot be processed.`] : []),
		...(unchanged > 0
			? [
					`${plural(unchanged, 'user')} on the list ${unchanged === 1 ? 'needs' : 'need'} no change.`,
				]
			: []),
	];
}
