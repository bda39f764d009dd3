import { identityMessages } from '../../messages/identity';
import { failure, Net2Error } from '../../net2/errors';
import { listUsers } from './correlate';
import type { TargetUser } from './targetUser';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Success } from '../result/result';

/** The failure of an operation for a user who is not in Net2. */
export function userNotFound(subject: TargetUser): Net2Error {
	const { key, userId, nearMisses } = subject;
	if (nearMisses.length > 0)
		return failure(identityMessages.similarNumber, {
			number: key ?? '',
			users: listUsers(nearMisses),
		});
	return key === null
		? failure(identityMessages.noUserWithId, { id: userId ?? 'unknown' })
		: failure(identityMessages.noUserWithNumber, { number: key });
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
