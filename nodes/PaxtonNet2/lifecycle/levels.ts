import { Net2Error } from '../net2/errors';
import type { AccessLevel, DoorPermissionSet } from '../net2/model';
import { doorPermissions } from './steps/aspects';
import { carryOut, wouldBe } from './steps/carryOut';
import { reportNotFound, isNotFound } from './users/userNotFound';
import { exactLevels, levelGiven, levelTaken } from './steps/exactLevels';
import { onlyOneLevel, puttingBackOnLite } from './steps/lite';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import { builderFor, type TargetUser } from './users/targetUser';
import { ResultBuilder } from './result/resultBuilder';
import type { Failure, Result, Success } from './result/result';
import type { LevelsParams, Request, Run } from './run/request';
import { grantUntil } from './timeBoxes';
import type { UndoPart } from './undo/undoPart';

/** Adds levels; other levels and individual doors stay. All that is granted to one person is one write; what ends by itself is remembered first. */
export async function grant(run: Run, requests: Array<Request<LevelsParams>>): Promise<Result[]> {
	const forGood = requests.filter(({ params }) => params.until === undefined);
	const boxed = requests.filter(({ params }) => params.until !== undefined);
	const granted = await forEachUser(run, forGood, ({ user }) => user, inOneWrite(run, 'granted'));
	const untilThen = await grantUntil(run, boxed);
	const [good, ended] = [granted.values(), untilThen.values()];
	const next = ({ params }: Request<LevelsParams>) =>
		(params.until === undefined ? good : ended).next().value;
	return requests.map(next).filter((result) => result !== undefined);
}

/** Takes levels away; others and individual doors stay. Somebody who is gone has none, which is success. */
export async function revoke(run: Run, requests: Array<Request<LevelsParams>>): Promise<Result[]> {
	return await forEachUser(run, requests, ({ user }) => user, inOneWrite(run, 'revoked'));
}

/** Exactly these levels; individual doors stay. An empty list is refused unless it is meant (design 5). */
export async function setLevels(
	run: Run,
	requests: Array<Request<LevelsParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			if (params.accessLevels.length === 0 && !params.allowEmpty)
				throw new Net2Error(
					'badInput',
					'The list of access levels is empty, which would take all access away.',
					'If that is meant, switch on Allow Empty.',
				);
			const wanted = await run.reference.levelsNamed(params.accessLevels);
			if (wanted.length > 1 && (await run.reference.isLite())) throw onlyOneLevel();
			return await puttingBackOnLite(run, subject.userId, async (keep) => {
				const step = await exactLevels(run, wanted, keep);
				return await carryOut(run, 'updated', subject, [step], { report, dryRun: options.dryRun });
			});
		}),
	);
}

type Deed = 'granted' | 'revoked';

/** What one item wishes for a person. */
interface Wish {
	request: Request<LevelsParams>;
	report: ResultBuilder;
	levels: AccessLevel[];
	/** The part of it that is this item's own doing: an item before it, or Net2, may have the rest already. */
	own: AccessLevel[];
}

/** All items of one person in one write; each tells of its own levels, and an unknown level fails its own item only. */
function inOneWrite(run: Run, deed: Deed) {
	return async (subject: TargetUser, requests: Array<Request<LevelsParams>>): Promise<Result[]> => {
		const wishes = await Promise.all(requests.map((request) => wishOf(run, subject, request)));
		const good = wishes.filter((wish) => 'own' in wish);
		const tell = await writeAll(run, deed, subject, good).catch((error: unknown) => {
			const gone = deed === 'revoked' && isNotFound(error);
			return (wish: Wish) => {
				if (gone) return reportNotFound(subject, wish.request.params.onNotFound, wish.report);
				// Net2 took the write, and then showed something else.
				if (error instanceof Net2Error && error.reason === 'notVerified') tellOwn(deed, wish);
				throw error;
			};
		});
		const told = wishes.map((wish): Result => {
			if ('error' in wish) return wish;
			try {
				return tell(wish);
			} catch (error) {
				return wish.report.failure(error);
			}
		});
		return await Promise.all(
			told.map(async (result, n) => {
				const wish = wishes[n];
				return wish !== undefined && 'own' in wish ? await wish.report.withUndo(result) : result;
			}),
		);
	};
}

async function wishOf(
	run: Run,
	subject: TargetUser,
	request: Request<LevelsParams>,
): Promise<Wish | Failure> {
	const report = builderFor(run, request, subject);
	try {
		if (request.params.accessLevels.length === 0)
			throw new Net2Error('badInput', 'No access level is named.', 'Name at least one.');
		const levels = await run.reference.levelsNamed(request.params.accessLevels);
		return { request, report, levels, own: levels };
	} catch (error) {
		return report.failure(error);
	}
}

/** Writes once for all wishes, and resolves with what tells each of them its result. */
async function writeAll(
	run: Run,
	deed: Deed,
	subject: TargetUser,
	wishes: Wish[],
): Promise<(wish: Wish) => Success> {
	const [first] = wishes;
	if (first === undefined) return ({ report }) => report.success('unchanged', { verified: false });
	const { options } = first.request;
	if (subject.wouldBe && options.dryRun) return ({ report }) => wouldBe(report, deed);
	// The question is put before the write: a Lite keeps one level only.
	const lite = deed === 'granted' && (await run.reference.isLite());
	const shared = new ResultBuilder(run, first.request, subject.key, subject.userId);
	const told = await puttingBackOnLite(run, subject.userId, async (keep) => {
		const step = doorPermissions(run, (held) => {
			const next = nextLevels(deed, wishes, held);
			if (next === null) return null;
			if (lite && next.length > 1) throw onlyOneLevel();
			keep(held, next);
			return { message: deed, changes: [], next: { ...held, accessLevels: next } };
		});
		return await carryOut(run, deed, subject, [step], { report: shared, dryRun: options.dryRun });
	});
	return (wish) => {
		const { report, own } = wish;
		for (const warning of told.warnings) report.warn(warning);
		tellOwn(deed, wish);
		return report.success(own.length > 0 ? deed : 'unchanged', { verified: true, user: told.user });
	};
}

function tellOwn(deed: Deed, { request, report, own }: Wish): void {
	for (const level of own) {
		const changes = [deed === 'granted' ? levelGiven(level) : levelTaken(level)];
		if (request.options.dryRun) report.would(`${level.name} ${deed}`, changes);
		else report.step(`${level.name} ${deed}`, changes, levelUndo(deed, level));
	}
}

/**
 * The levels to write, or null where all is as wished. Each level is the doing of the first item that asks for it, and
 * of no item where it is so already.
 */
function nextLevels(deed: Deed, wishes: Wish[], held: DoorPermissionSet): number[] | null {
	const had = held.accessLevels.filter((id) => id !== 0);
	const changing = new Set<number>();
	for (const wish of wishes) {
		wish.own = wish.levels.filter(
			({ id }) => had.includes(id) === (deed === 'revoked') && !changing.has(id),
		);
		for (const { id } of wish.own) changing.add(id);
	}
	if (changing.size === 0) return null;
	return deed === 'granted' ? [...had, ...changing] : had.filter((id) => !changing.has(id));
}

function levelUndo(deed: Deed, { id }: AccessLevel): UndoPart {
	const levelsAdded = deed === 'granted' ? [id] : [];
	const levelsRemoved = deed === 'granted' ? [] : [id];
	return { of: 'permissions', levelsAdded, levelsRemoved, doorsAdded: [], doorsRemoved: [] };
}
