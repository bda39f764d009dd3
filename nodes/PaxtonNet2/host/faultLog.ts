import type { IExecuteFunctions } from 'n8n-workflow';
import { framesOf } from '../lifecycle/result/explain';

/**
 * Writes faults of this package to n8n's log. It writes where they happened, never their text, because that may
 * contain a secret. A fault that many items of a run report is written once.
 */
export function reportFaults(
	{ logger }: Pick<IExecuteFunctions, 'logger'>,
	operation: string,
): (fault: unknown) => void {
	const reported = new Set<unknown>();
	return (fault) => {
		if (reported.has(fault)) return;
		reported.add(fault);
		logger.error(`Fault in ${operation} of Paxton Net2`, { frames: framesOf(fault) });
	};
}
