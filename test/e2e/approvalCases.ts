import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writes } from '../promises/support';
import { workflowsFolder } from './shipped';
import { APPROVER, type SourceSite } from './sourceSite';

/** What waits for a person: a plan for its approver, and a tool of an AI agent for its review. */
export function approvalCases(site: () => SourceSite): void {
	describe('a plan that a second person approves', () => {
		/** Plans the shipped list, and gives the execution that waits, the mail to the approver, and its link. */
		async function planned() {
			site().reset('hr');
			const execution = await site().runs.start('approval', 'Start');
			await site().runs.statusOf(execution, 'waiting');
			expect(writes(site().net2)).toEqual([]);
			const [mail, ...more] = site().mails();
			expect(more).toEqual([]);
			const [link] = /http:\S+\/form-waiting\/\S+/.exec(mail?.text ?? '') ?? [];
			if (mail === undefined || link === undefined) throw new Error('no mail with a link');
			return { execution, mail, link };
		}

		async function decides(link: string, decision: string): Promise<void> {
			const basic = Buffer.from(`${APPROVER.user}:${APPROVER.password}`).toString('base64');
			await site().runs.submit(link, [decision, 'Vera Visser'], {
				authorization: `Basic ${basic}`,
			});
		}

		/** Approves the plan, and expects that nothing is written, since something has changed. */
		async function expectOutdated(execution: string, link: string): Promise<void> {
			await decides(link, 'Approve');
			await site().runs.statusOf(execution, 'success');
			expect(writes(site().net2)).toEqual([]);
			expect(site().mails().at(-1)).toMatchObject({
				subject: 'Net2: lines that need a person',
				text: expect.stringMatching(/since this plan was made/),
			});
		}

		const person = (lastName: string) =>
			site()
				.net2.state()
				.users.find((user) => user.lastName === lastName);

		it('is applied once the approver who knows the password says so, and the result is mailed', async () => {
			const { execution, mail, link } = await planned();
			const [report = ''] = [...mail.attachments.values()];
			expect(mail).toMatchObject({ to: 'approver@example.com' });
			for (const name of ['Żółć', 'El Idrissi', 'Dubois']) expect(report).toContain(name);
			const [planId = ''] = /\d{4}-\d\d-\d\d(-[0-9A-F]{4}){3}/.exec(mail.text) ?? [];
			expect(report).toContain(planId);

			const stranger = await fetch(link, { method: 'POST', body: new FormData() });
			expect(stranger.status).toBe(401);
			expect(writes(site().net2)).toEqual([]);

			await decides(link, 'Approve');
			await site().runs.statusOf(execution, 'success');
			expect(person('Żółć')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
			expect(person('Żółć')?.canOpen).not.toEqual([]);
			expect(person('Dubois')).toMatchObject({ expiryDate: expect.stringMatching('2035-12-31') });
			expect(person('Leaver')?.canOpen).not.toEqual([]);
			const result = site().mails().at(-1);
			expect(result).toMatchObject({
				subject: 'Net2: the plan was applied',
				text: expect.stringContaining('Approved by Vera Visser'),
			});
			expect(result?.attachments.size).toBeGreaterThan(0);
		});

		it('is not applied if the approver rejects it', async () => {
			const { execution, link } = await planned();
			const before = site().net2.state();
			await decides(link, 'Reject');
			await site().runs.statusOf(execution, 'success');
			expect(writes(site().net2)).toEqual([]);
			expect(site().net2.state()).toEqual(before);
			expect(
				site()
					.mails()
					.map(({ subject }) => subject),
			).toEqual(['Net2: please approve a plan', 'Net2: the plan was not approved']);
		});

		it('is not applied if Net2 has changed since, and the failure is mailed', async () => {
			const { execution, link } = await planned();
			for (const user of site().net2.world.users.values()) user.telephone = '000';
			for (const id of site().net2.world.users.keys()) site().net2.world.touch(id);
			await expectOutdated(execution, link);
		});

		it('is not applied if HR has corrected the file since, and the failure is mailed', async () => {
			const file = join(site().folder, 'everybody.csv');
			const list = await readFile(join(workflowsFolder, '../hr/everybody.csv'), 'utf8');
			await writeFile(file, list);
			await site().runs.set('approval', 'HR file', { fileSelector: file });
			const { execution, link } = await planned();
			const corrected = list.split('\n').filter((line) => !line.includes('El Idrissi'));
			await writeFile(file, corrected.join('\n'));
			await expectOutdated(execution, link);
		});
	});

	describe('an AI agent with human review', () => {
		const call = (tool: string, args: object) => ({
			sessionId: 'test',
			action: 'sendMessage',
			chatInput: JSON.stringify({ tool, args }),
		});
		const lena = () =>
			site()
				.net2.state()
				.users.find(({ lastName }) => lastName === 'Leaver');

		/** Lets the agent call the tool, and gives the execution that waits and the links of the mail. */
		async function requested() {
			site().reset('hr');
			const toolParameters = { personnelNumber: '90001', reason: 'Lena Leaver has left' };
			const execution = await site().runs.start(
				'agent-with-review',
				'Chat',
				call('Disable_user', { toolParameters, hitlParameters: {} }),
			);
			await site().runs.statusOf(execution, 'waiting');
			expect(writes(site().net2)).toEqual([]);
			const [mail] = site().mails();
			expect(mail?.text).toContain('90001');
			expect(mail?.text).toContain('Lena Leaver has left');
			const links = [...(mail?.text ?? '').matchAll(/href="(http[^"]+)"/g)].map(([, url = '']) =>
				url.replaceAll('&amp;', '&'),
			);
			return { execution, links };
		}

		/** Presses a button of the mail, in a browser. n8n takes no answer from a program that checks links. */
		async function press(links: string[], answer: string): Promise<void> {
			const url = links.find((link) => link.includes(`approved=${answer}`)) ?? 'no such link';
			const headers = {
				'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36',
			};
			expect((await fetch(url, { headers })).status).toBe(200);
		}

		it('disables a user after a person has approved the call', async () => {
			const { execution, links } = await requested();
			expect(lena()?.canOpen).not.toEqual([]);
			await press(links, 'true');
			await site().runs.statusOf(execution, 'success');
			expect(lena()?.canOpen).toEqual([]);
		});

		it('writes nothing if the person declines, and the agent gets the refusal', async () => {
			const { execution, links } = await requested();
			await press(links, 'false');
			const record = await site().runs.statusOf(execution, 'success');
			expect(record).toContain('User rejected the tool call');
			expect(writes(site().net2)).toEqual([]);
			expect(lena()?.canOpen).not.toEqual([]);
		});

		it('finds users without a review', async () => {
			site().reset('hr');
			const found = call('Find_users', { name: 'Leaver' });
			const execution = await site().runs.start('agent-with-review', 'Chat', found);
			const record = await site().runs.statusOf(execution, 'success');
			expect(record).toContain('90001');
			expect(writes(site().net2)).toEqual([]);
			expect(site().mails()).toEqual([]);
		});
	});
}
