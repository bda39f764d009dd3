import { Net2Error } from '../../net2/errors';
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
	const failure = new Net2Error(
		'conflict',
		`The node wrote the change, but at the end of the run ${conflicts.join(', and ')}.`,
		'Another program or person changes this user. Look at the user in Net2, then run the item again.',
	);
	const done = audit.map(({ message }) => message);
	const { error } = failed(run, failure, { key, userId, name, done });
	return { error: { ...error, undo, audit } };
}
