import { writesMessages } from '../../messages/writes';
import { failure } from '../../net2/errors';
import type { Failure, Success } from '../result/result';
import { failed } from '../result/resultBuilder';
import type { Run } from '../run/request';

/**
 * The failure of an item whose change was confirmed and is gone at the end of the run. Audit and undo stay, since the
 * write did happen (docs/safety-rules.md, rule 11).
 *
 * @param conflicts what differs, in words
 */
export function conflictAtEnd(
	run: Run,
	{ key, userId, name, undo, audit }: Pick<Success, 'key' | 'userId' | 'name' | 'undo' | 'audit'>,
	conflicts: string[],
): Failure {
	const conflict = failure(writesMessages.changedAtEnd, { changes: conflicts.join(', and ') });
	const done = audit.map(({ message }) => message);
	const { error } = failed(run, conflict, { key, userId, name, done });
	return { error: { ...error, undo, audit } };
}
