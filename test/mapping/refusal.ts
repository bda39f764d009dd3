import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

/** The refusal a call ends in; a call that succeeds or fails otherwise fails the test. */
export function refusal(call: () => unknown): Net2Error {
	try {
		call();
	} catch (error) {
		if (error instanceof Net2Error) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}

/** Runs a call that may refuse, and lets every other error through: "refuse or answer, never crash". */
export function orRefusal<T>(call: () => T): T | Net2Error {
	try {
		return call();
	} catch (error) {
		if (error instanceof Net2Error) return error;
		throw error;
	}
}
