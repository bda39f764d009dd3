import { isEnabled } from '../mapping/dates';
import { Net2Error } from '../net2/errors';
import { absentPerson } from './absence';
import { exclusively } from './lock';
import { oncePerPerson } from './oncePerPerson';
import { perPerson } from './people';
import type { Result } from './result';
import type { DeleteAsk, Request, Run } from './request';
import { personOf, siteFor } from './seen';
import { mayHaveHappened, refuseUnproven } from './steps';

/** Deletes somebody for good; only a disabled user, unless forced. It cannot be undone (design 5 and 6). */
export async function deleteUser(run: Run, requests: Array<Request<DeleteAsk>>): Promise<Result[]> {
	return await perPerson(
		run,
		requests,
		({ user }) => user,
		oncePerPerson(run, async (subject, { ask, options }, report) => {
			const { userId } = subject;
			if (userId === null) return absentPerson(subject, ask.onNotFound, report);
			return await exclusively(`${run.net2.origin} user ${userId}`, async () => {
				const user = await run.net2.users.get(userId);
				if (user === undefined) return absentPerson(subject, 'report', report);
				if (!ask.force && isEnabled(user, run.clock.now(), siteFor(run, user)))
					throw new Net2Error(
						'protected',
						'This user is enabled, and only a disabled user is deleted.',
						'Disable the user first, or switch on Force.',
					);
				const changes = [{ field: 'user', from: 'present', to: 'deleted' }];
				const person = await personOf(run, { user });
				report.warn('Deleting cannot be undone: a user created again gets another id.');
				if (options.dryRun) {
					report.would('User deleted', changes);
					return report.success('deleted', { verified: false, user: person });
				}
				await deleteFor(run, userId);
				report.step('User deleted', changes);
				if ((await run.net2.users.get(userId)) !== undefined)
					refuseUnproven(['the user is still there']);
				return report.success('deleted', { verified: true, user: person });
			});
		}),
	);
}

/** Deleting twice deletes nothing more, so whoever is still there after a lost reply is deleted once more. */
async function deleteFor(run: Run, userId: number): Promise<void> {
	try {
		await run.net2.users.delete(userId);
	} catch (error) {
		if (!mayHaveHappened(error)) throw error;
		if ((await run.net2.users.get(userId)) !== undefined) await run.net2.users.delete(userId);
	}
}
