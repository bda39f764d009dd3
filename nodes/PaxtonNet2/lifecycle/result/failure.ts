import type { Reason } from '../../messages/reason';
import { serverMessages } from '../../messages/server';
import { failure, Net2Error } from '../../net2/errors';
import type { Run } from '../run/request';
import { explain, faultsIn } from './explain';
import type { Failure } from './result';

/** What a failure needs of a run. */
export type FailingRun = Pick<Run, 'operation' | 'onFault'>;

type TargetUser = Partial<Pick<Failure['error'], 'key' | 'userId' | 'name' | 'done'>>;

/**
 * The user with the number may be another employee than the item means. So the name stays out of the failure
 * (docs/safety-rules.md, rule 3).
 */
const MAY_BE_ANOTHER: ReadonlySet<Reason> = new Set<Reason>([
	'nameMismatch',
	'nearMiss',
	'ambiguous',
	'possibleDuplicate',
]);

/** The failure of an item, whatever was thrown. A fault of our own goes to the host's log as well. */
export function failed(
	run: FailingRun,
	error: unknown,
	{ key = null, userId = null, name = '', done = [] }: TargetUser = {},
): Failure {
	const { explanation: message, reason } = explainReported(run, error);
	return {
		error: {
			message,
			reason,
			operation: run.operation,
			key,
			userId,
			name: MAY_BE_ANOTHER.has(reason) ? '' : name,
			done,
			undo: null,
		},
	};
}

/**
 * As {@link explain}. A fault of our own also goes to the host's log. A warning, for example, keeps only the words of an
 * error.
 */
export function explainReported({ onFault }: Pick<Run, 'onFault'>, error: unknown): Net2Error {
	const explained = explain(error);
	for (const fault of faultsIn(explained)) onFault?.(fault);
	return explained;
}

/** Why a run starts no further user once a person, or n8n, has stopped it. */
export const STOPPED = failure(serverMessages.cancelled);

/** The failure of an item that a run did not reach because it ended early, with the reason for that. */
export function notAttempted(
	run: FailingRun,
	end: Net2Error,
	subject: Pick<TargetUser, 'key' | 'userId' | 'name'> = {},
): Failure {
	const error = new Net2Error(end.reason, `Not attempted: ${end.message}`, '');
	const { error: item } = failed(run, error, subject);
	return { error: { ...item, attempted: false } };
}
