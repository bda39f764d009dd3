import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { beginEmailChallenge } from '../../net2/openNet2';
import type { OperationRunner } from '../operationRunner';
import { connectionOptions } from '../properties/options';

const properties: INodeProperties[] = [connectionOptions];

export const description = updateDisplayOptions(
	{ show: { resource: ['connection'], operation: ['requestCode'] } },
	properties,
);

/** What the operation returns. */
interface CodeRequest {
	operation: string;
	/** `signedIn` if Net2 needs no code now. */
	outcome: 'codeRequested' | 'signedIn';
	/** For Submit Code; null if no code is needed. */
	challenge: string | null;
	/** The saved sign-in; null until the code is submitted. */
	session: string | null;
	/** ISO, UTC. */
	tokenEnds: string | null;
}

/** Runs once for all input items, because each request sends an email and ends the code of the request before. */
export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runSignIn(
		'people',
		async ({ options, run: { operation } }): Promise<CodeRequest> => {
			const begun = await beginEmailChallenge(options);
			if (begun.outcome === 'codeRequested') {
				const { outcome, challenge } = begun;
				return { operation, outcome, challenge, session: null, tokenEnds: null };
			}
			const { outcome, session, expiresAt } = begun;
			const tokenEnds = new Date(expiresAt).toISOString();
			return { operation, outcome, challenge: null, session, tokenEnds };
		},
	);
}
