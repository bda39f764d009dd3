import { outcomeUnknown } from '../../net2/errors';
import type { User } from '../../net2/model';
import { withUserLock } from '../run/keyedMutex';
import { nameIn, type ResultBuilder } from '../result/resultBuilder';
import type { Success } from '../result/result';
import type { Run } from '../run/request';
import { describeObserved } from '../result/observedState';
import { refuseUnverified } from './proof';

/**
 * Deletes a user for good and looks whether they are gone. `refuse` may throw when it has seen the user.
 * Undefined: there was no such user.
 */
export async function eraseUser(
	run: Run,
	userId: number,
	report: ResultBuilder,
	{
		dryRun,
		refuse = () => undefined,
	}: { dryRun: boolean; refuse?: (user: User) => void | Promise<void> },
): Promise<Success | undefined> {
	return await withUserLock(run, userId, async () => {
		const user = await run.net2.users.get(userId);
		if (user === undefined) return undefined;
		report.name = nameIn(user);
		await refuse(user);
		const changes = [{ field: 'user', from: 'present', to: 'deleted' }];
		const view = await describeObserved(run, { user });
		report.warn('Deleting cannot be undone: a user created again gets another id.');
		if (dryRun) {
			report.would('User deleted', changes);
			return report.success('deleted', { verified: false, user: view });
		}
		await deleteFor(run, userId);
		report.step('User deleted', changes);
		if ((await run.net2.users.get(userId)) !== undefined)
			refuseUnverified(['the user is still there']);
		return report.success('deleted', { verified: true, user: view });
	});
}

/** A second delete removes nothing more. So a user who still exists after a lost reply is deleted once more. */
async function deleteFor(run: Run, userId: number): Promise<void> {
	try {
		await run.net2.users.delete(userId);
	} catch (error) {
		if (!outcomeUnknown(error)) throw error;
		if ((await run.net2.users.get(userId)) !== undefined) await run.net2.users.delete(userId);
	}
}
