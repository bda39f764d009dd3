import { filled } from '../../messages/message';
import { runsMessages } from '../../messages/runs';
import { Net2Error } from '../../net2/errors';

/** A fault of this package. Its text is never repeated, because it might contain a secret. */
export class InternalError extends Net2Error {
	constructor(
		/** What was thrown, for the host's log, which shows its stack frames only. */
		readonly fault: unknown,
	) {
		const kind = fault instanceof Error ? fault.name : typeof fault;
		const { message, remedy } = filled(runsMessages.fault, { kind });
		super(runsMessages.fault.reason, message, remedy);
	}
}

/** Anything thrown, as an error of this package. */
export function explain(error: unknown): Net2Error {
	return error instanceof Net2Error ? error : new InternalError(error);
}

/** The faults of this package behind an error, each as it was thrown. */
export function faultsIn(error: Net2Error): unknown[] {
	if (error instanceof InternalError) return [error.fault];
	if (error.madeOf.length > 0) return error.madeOf.flatMap(faultsIn);
	return error.reason === 'internal' ? [error] : [];
}

/** Where a fault happened: the frames of its stack, without its message. */
export function framesOf(fault: unknown): string[] {
	if (!(fault instanceof Error) || fault.stack === undefined) return [];
	const { stack, message } = fault;
	const at = stack.indexOf(message);
	const frames = at < 0 ? stack : stack.slice(at + message.length);
	return frames
		.split('\n')
		.filter((line) => /^\s+at /.test(line))
		.map((line) => line.trim());
}
