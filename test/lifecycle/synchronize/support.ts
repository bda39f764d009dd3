import { levelList } from '../../../nodes/PaxtonNet2/actions/levelList';
import {
	synchronize,
	type Answer,
} from '../../../nodes/PaxtonNet2/lifecycle/synchronize/synchronize';
import {
	DEFAULT_SAFETY_LIMITS,
	type SafetyLimits,
} from '../../../nodes/PaxtonNet2/lifecycle/safetyLimits';
import type { Settings } from '../../../nodes/PaxtonNet2/lifecycle/synchronize/settings';
import type { DifferenceResult } from '../../../nodes/PaxtonNet2/lifecycle/synchronize/planOutput';
import type { Summary } from '../../../nodes/PaxtonNet2/lifecycle/synchronize/summary';
import { isFailure, type Failure } from '../../../nodes/PaxtonNet2/lifecycle/result/result';
import type { CardToHave, ItemOptions, Run } from '../../../nodes/PaxtonNet2/lifecycle/run/request';
import { Net2Error } from '../../../nodes/PaxtonNet2/net2/errors';
import type { Emulator, PersonState } from '../../../emulator';
import type { Site } from '../support/site';

/** A line of an HR list. */
export type Row = Record<string, unknown>;

export type Wanted = Partial<Omit<Settings, 'limits' | 'options'>> & {
	limits?: Partial<SafetyLimits>;
	options?: Partial<ItemOptions>;
	run?: Partial<Run>;
};

/** Limits that stop nothing, for tests of what comes after them. */
export const NO_LIMITS: SafetyLimits = {
	maxDisables: 1e6,
	maxDisablePercent: 100,
	maxRevokes: 1e6,
	maxJoiners: 1e6,
	maxJoinerPercent: 100,
	maxEnables: 1e6,
	maxGrants: 1e6,
	maxGrantPercent: 100,
	minMatchPercent: 0,
	maxErrorPercent: 100,
	maxChangePercent: 100,
	maxKeyChangePercent: 100,
	minListSize: 0,
};

/** A whole list against the emulator, as one execution does it. */
export async function sync(
	site: Site,
	rows: Row[],
	{ limits, options, run, ...settings }: Wanted = {},
): Promise<Outcome> {
	const answers = await synchronize(
		site.run('user.synchronize', run),
		rows.map((json, index) => ({ index, json })),
		{
			mode: 'plan',
			missing: 'ignore',
			reopen: false,
			leaversFirst: false,
			listKind: 'full',
			scope: [],
			protect: [],
			departmentOf: (name) => ({ by: 'name', name }),
			columnNames: [],
			severalLines: 'refuse',
			leaverStatuses: [],
			blankEndDate: 'keep',
			levelsOf: levelList,
			cardsOf: cards,
			includeCards: false,
			...settings,
			limits: { ...DEFAULT_SAFETY_LIMITS, ...limits },
			options: { dryRun: false, ignoreDeleted: false, emptyValues: 'keep', ...options },
		},
	);
	return new Outcome(answers);
}

/** Numbers of prox cards, or whole cards, as the options of the node would have them read. */
function cards(cell: unknown): CardToHave[] {
	if (!Array.isArray(cell)) return [];
	return cell.map((value: unknown) => ({ tokenType: 'ProxCard', value: String(value) }));
}

/** Why a list is refused as a whole. */
export async function refusal(site: Site, rows: Row[], wanted: Wanted): Promise<Net2Error> {
	const thrown = await sync(site, rows, wanted).then(
		() => new Error('it was not refused'),
		(error: unknown) => error,
	);
	if (thrown instanceof Net2Error) return thrown;
	throw thrown;
}

export class Outcome {
	constructor(readonly answers: Answer[]) {}

	get summary(): Summary {
		const last = this.answers.at(-1)?.answer;
		if (last !== undefined && isSummary(last)) return last;
		throw new Error('there is no summary');
	}

	get differences(): DifferenceResult[] {
		return this.answers.map(({ answer }) => answer).filter(isDifference);
	}

	get failures(): Array<Failure['error']> {
		return this.answers.flatMap(({ answer }) => (isFailure(answer) ? [answer.error] : []));
	}

	/** `joiner 00123`, … in the order in which they come out. */
	get gist(): string[] {
		return this.differences.map(({ kind, key, userId }) => `${kind} ${key ?? `#${userId ?? ''}`}`);
	}

	one(key: string): DifferenceResult {
		const [found, second] = this.differences.filter((difference) => difference.key === key);
		if (found === undefined || second !== undefined)
			throw new Error(`there is not one difference for ${key}: ${this.gist.join(', ')}`);
		return found;
	}
}

function isSummary(answer: object): answer is Summary {
	return 'kind' in answer && answer.kind === 'summary';
}

function isDifference(answer: object): answer is DifferenceResult {
	return 'kind' in answer && !isSummary(answer);
}

function field(person: PersonState, id: number): string {
	return person.customFields.find((one) => one.id === id)?.value ?? '';
}

/** The list of an HR system that agrees with Net2, level by level. */
export function agreeing(net2: Emulator): Row[] {
	const { users } = net2.state();
	const names = new Map([...net2.world.levels.values()].map(({ id, name }) => [id, name]));
	return users
		.filter((person) => !person.deleted && field(person, 14) !== '')
		.map((person) => ({
			key: field(person, 14),
			firstName: person.firstName ?? '',
			middleName: person.middleName ?? '',
			lastName: person.lastName ?? '',
			department: person.departmentId === 0 ? '' : person.department,
			email: field(person, 9),
			title: field(person, 10),
			phone: person.telephone ?? '',
			startDate: '',
			endDate: person.expiryDate === null ? '' : person.expiryDate.slice(0, 10),
			accessLevels: person.accessLevels.map((id) => names.get(id) ?? `id:${id}`),
		}));
}

/** All users without their ids, so that two ways to one state can be compared. */
export function endState(net2: Emulator): unknown[] {
	return net2
		.state()
		.users.filter(({ deleted }) => !deleted)
		.map(({ id: _id, ...person }) => ({
			key: field({ id: 0, ...person }, 14),
			firstName: person.firstName,
			middleName: person.middleName,
			lastName: person.lastName,
			telephone: person.telephone,
			activateDate: person.activateDate,
			expiryDate: person.expiryDate,
			department: person.department,
			customFields: [...person.customFields].sort((a, b) => a.id - b.id),
			accessLevels: [...person.accessLevels].sort((a, b) => a - b),
			individualPermissions: person.individualPermissions,
			canOpen: person.canOpen,
		}))
		.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
