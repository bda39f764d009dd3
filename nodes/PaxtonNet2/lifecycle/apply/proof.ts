import { writesMessages } from '../../messages/writes';
import { failure, outcomeUnknown } from '../../net2/errors';

/** Throws `notVerified` if there is anything that does not read back as it was written. */
export function refuseUnverified(problems: string[]): void {
	if (problems.length === 0) return;
	throw failure(writesMessages.readBackDiffers, { problems: problems.join('; ') });
}

/**
 * For a write that states the whole: after a lost reply the same may be sent once more. Not for a POST, which would make
 * another one (docs/safety-rules.md, rule 5).
 */
export async function retryIdempotent<T>(write: () => Promise<T>): Promise<T> {
	try {
		return await write();
	} catch (error) {
		if (!outcomeUnknown(error)) throw error;
		return await write();
	}
}
