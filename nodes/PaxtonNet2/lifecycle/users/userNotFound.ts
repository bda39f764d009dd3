import { Net2Error } from '../../net2/errors';
import { listUsers } from './correlate';
import type { TargetUser } from './targetUser';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Success } from '../result/result';

/** The failure of an operation for a user who is not in Net2. */
export function userNotFound(subject: TargetUser): Net2Error {
	if (subject.nearMisses.length > 0)
		return new Net2Error(
			'nearMiss',
			`No user has personnel number "${subject.key ?? ''}". A similar one exists: ${listUsers(subject.nearMisses)}. Nothing was written.`,
			"Correct the number in the item or in Net2, or choose the user by 'Net2 ID'.",
		);
	return subject.key === null
		? new Net2Error(
				'notFound',
				`Net2 has no user with id ${subject.userId ?? 'unknown'}.`,
				'The user may have been deleted. Check the id in Net2.',
			)
		: new Net2Error(
				'notFound',
				`No user in Net2 has personnel number "${subject.key}".`,
				"Check the number and 'Correlation Field', or create the user first.",
			);
}

/** By id, Net2 says that the user is gone, and that is success. By number it is an error unless a report is enough. */
export function reportNotFound(
	subject: TargetUser,
	onNotFound: 'error' | 'report',
	report: ResultBuilder,
): Success {
	const nearMiss = subject.nearMisses.length > 0;
	if (nearMiss || (subject.userId === null && onNotFound === 'error')) throw userNotFound(subject);
	return report.success('notFound', { verified: true });
}

/** Whether an error says that Net2 has no such user. */
export function isNotFound(error: unknown): boolean {
	return error instanceof Net2Error && error.reason === 'notFound';
}
