import { Net2Error } from '../../net2/errors';
import { named } from './correlate';
import type { TargetUser } from './targetUser';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Success } from '../result/result';

/** The failure of an operation on somebody who is not there (design 5: "user missing"). */
export function userNotFound(subject: TargetUser): Net2Error {
	if (subject.nearMisses.length > 0)
		return new Net2Error(
			'nearMiss',
			`Nobody in Net2 carries the key "${subject.key ?? ''}", but somebody's is nearly the same: ${named(subject.nearMisses)}.`,
			'Correct the key in the list or in Net2, or choose the user by id.',
		);
	return subject.key === null
		? new Net2Error(
				'notFound',
				`Net2 has no user with id ${subject.userId ?? 'unknown'}.`,
				'The user may have been deleted; check the id in Net2.',
			)
		: new Net2Error(
				'notFound',
				`Nobody in Net2 carries the key "${subject.key}".`,
				'Check the key and the correlation field, or create the user first.',
			);
}

/** By id, GET says 404: gone, and that is success. By key it is an error unless a report is enough (design 5). */
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
