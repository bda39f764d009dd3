import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { credentialFor } from '../actions/setUp';
import { writes } from '../promises/support';
import { startMailServer } from './hrServer';
import { example, output } from './support';

let net2: Emulator;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
	net2 = await startEmulator({ seed: 'hr', signInRate: 'off' });
	mail = await startMailServer();
});
afterAll(async () => {
	await net2.stop();
	await mail.stop();
});
beforeEach(() => {
	mail.messages.length = 0;
	net2.clearRequests();
});

/** The text before the attachments, without the line breaks of its encoding. */
const text = () => mail.messages[0]?.split('Content-Disposition')[0]?.replaceAll('=\r\n', '') ?? '';
const files = () =>
	[...(mail.messages[0] ?? '').matchAll(/filename="?net2-report-[-\d]+\.(\w+)/g)].map(
		([, kind]) => kind,
	);

const newEmployees = (count: number) =>
	Array.from({ length: count }, (_, n) => ({
		json: { key: `7${1000 + n}`, firstName: 'New', lastName: `Joiner ${n}`, department: 'Sales' },
	}));

const plan = async (count: number) =>
	await example(net2, 'approval', {
		startNode: 'Start',
		pinData: {
			'HR file': [{ json: {} }],
			'HR list': newEmployees(count),
			// The wait, and what comes after it, run in a real n8n: test/e2e/approvalCases.ts.
			Approval: [{ json: { Decision: 'Reject' } }],
			'Not approved': [{ json: {} }],
		},
		credentials: {
			paxtonNet2Api: credentialFor(net2),
			smtp: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
		},
	});

test('a plan that a safety limit blocks is not offered for approval, and the email says which limit', async () => {
	const result = await plan(60);
	expect(output(result, 'Summary of the plan')).toMatchObject([{ blocked: true }]);
	expect(output(result, 'Approval')).toEqual([]);
	expect(mail.messages).toHaveLength(1);
	expect(text()).toContain('Subject: Net2: a safety limit blocks the plan');
	expect(text()).toContain('60 new users would be created, and the limit is 25.');
	expect(text()).not.toContain('form-waiting');
	expect(writes(net2)).toEqual([]);
});

test('the email has the page, and the file with all rows if the page leaves some out', async () => {
	await plan(60);
	expect(files()).toEqual(['html', 'csv']);
});

test('a plan within the limits goes to the approver, with its page and its link', async () => {
	const result = await plan(2);
	expect(output(result, 'Approval')).toHaveLength(1);
	expect(mail.messages).toHaveLength(1);
	expect(text()).toContain('Subject: Net2: please approve a plan');
	expect(files()).toEqual(['html']);
});
