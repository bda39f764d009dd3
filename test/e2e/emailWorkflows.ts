import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { readWorkflow } from '../engine/workflow-file';
import type { WorkflowJson } from '../engine';
import { chain, net2, node, webhook } from './paxtonWorkflows';

export const mailCredential = { id: 'net2-mail', name: 'Net2 with codes by e-mail' };

/**
 * The shipped sign-in by email code. Webhooks start it in place of its schedule and its mailbox: `/webhook/schedule`,
 * and `/webhook/mail` with `{ mails: [{ textPlain }] }`.
 */
export async function emailSignIn(): Promise<WorkflowJson> {
	const json = await readWorkflow(join(__dirname, '../../examples/workflows/sign-in-email.json'));
	const nodes = json.nodes
		.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
		.map((one): INode => {
			if (one.name === 'Every 15 minutes') return webhook('schedule', one.name);
			if (one.name === 'New mail')
				return node(one.name, 'n8n-nodes-base.splitOut', 1, {
					parameters: { fieldToSplitOut: 'body.mails' },
				});
			if (one.credentials?.['paxtonNet2Api'] === undefined) return one;
			return { ...one, credentials: { paxtonNet2Api: mailCredential } };
		});
	const mail = webhook('mail', 'Mail');
	const connections: WorkflowJson['connections'] = {
		...json.connections,
		Mail: { main: [[{ node: 'New mail', type: 'main', index: 0 }]] },
	};
	return { ...json, nodes: [...nodes, mail], connections };
}

/** Another workflow, at `/webhook/other`, which uses the saved sign-in that the first has left in its table. */
export function otherWorkflow(): WorkflowJson {
	const session = node('Session', 'n8n-nodes-base.dataTable', 1.1, {
		parameters: {
			resource: 'row',
			operation: 'get',
			dataTableId: { __rl: true, mode: 'name', value: 'net2_sign_in' },
			matchType: 'allConditions',
			filters: { conditions: [{ keyName: 'name', condition: 'eq', keyValue: 'session' }] },
			limit: 1,
		},
	});
	const departments = {
		resource: 'department',
		operation: 'getAll',
		options: { session: '={{ $json.value }}' },
	};
	return chain('other', [
		webhook('other', 'Start'),
		session,
		{
			...net2('Net2', departments, 'stopWorkflow'),
			credentials: { paxtonNet2Api: mailCredential },
		},
	]);
}
