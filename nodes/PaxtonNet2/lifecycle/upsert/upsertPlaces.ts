import type { AccessLevel, Department } from '../../net2/model';
import { inDepartment } from '../steps/aspects';
import { NONE } from '../run/referenceData';
import { exactLevels } from '../steps/exactLevels';
import { cardGiven } from '../cards/giveCards';
import type { Keep } from '../steps/lite';
import type { ResultBuilder } from '../result/resultBuilder';
import type { CardToHave, Run, UpsertParams } from '../run/request';
import type { Step } from '../steps/steps';

/** Where an upsert wants somebody to be, with names resolved; absent: keep. */
export interface Places {
	department?: Department | undefined;
	leaver?: Department | undefined;
	levels?: AccessLevel[] | undefined;
	/** Those that they do not have yet. */
	cards: CardToHave[];
}

type Params = Pick<UpsertParams, 'enabled' | 'department' | 'accessLevels' | 'cards'>;

/** Said of somebody whose department, levels and cards are not those of the item. */
export const KEPT_OUT =
	'In the leaver department, with access levels and cards as they are: enabled: enable brings a person out.';

/** Whether somebody is to be where leavers are, whatever else is asked for. */
export function hasGone(
	{ enabled }: Params,
	{ leaver, department }: Omit<Places, 'cards'>,
): boolean {
	if (leaver === undefined || leaver.id === 0 || enabled === 'enable') return false;
	return enabled === 'disable' || department?.id === leaver.id;
}

/**
 * Department, levels and cards. A leaver gets none of them, unless they are to be let in again: a list that still names one gives
 * nothing back.
 */
export async function placesOf(
	run: Run,
	params: Params,
	wish: Places,
	{ keep, report }: { keep: Keep; report: ResultBuilder },
): Promise<Step[]> {
	const { department, leaver, levels, cards } = wish;
	if (hasGone(params, wish) && leaver !== undefined) {
		if (params.department ?? params.accessLevels ?? params.cards) report.warn(KEPT_OUT);
		return [inDepartment(run, leaver)];
	}
	const opens = params.enabled === 'enable';
	let staysOut = false;
	const mayMove = (current: Department | null, said: ResultBuilder) => {
		const isOut = leaver !== undefined && leaver.id !== 0 && current?.id === leaver.id;
		staysOut = isOut && !opens;
		if (staysOut) said.warn(KEPT_OUT);
		return opens ? department !== undefined || isOut : department !== undefined && !isOut;
	};
	const steps: Step[] = [];
	// Whether somebody is a leaver has to be known before they are given anything, though nobody asks for a department.
	const requested = opens || levels !== undefined || cards.length > 0;
	if (department !== undefined || (leaver !== undefined && requested))
		steps.push(inDepartment(run, department ?? NONE, mayMove));
	const given = cards.map((card) => cardGiven(run, card));
	if (levels !== undefined) given.unshift(await exactLevels(run, levels, keep));
	for (const each of given)
		steps.push({ ...each, look: async (...at) => (staysOut ? null : await each.look(...at)) });
	return steps;
}
