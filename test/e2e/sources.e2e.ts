import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOURCES, usersOf } from '../examples/hrSystems';
import { writes } from '../promises/support';
import { APPROVER, SourceSite } from './sourceSite';

/** From each source to the doors in a real n8n. Each workflow first runs as it is delivered, and then applies the plan. */
let site: SourceSite;

beforeAll(async () => {
	site = await SourceSite.open();
});

afterAll(async () => await site?.close());

/** Runs a workflow as it is delivered, and expects a plan by email and no write. */
async function plans(id: string, start: string): Promise<void> {
	await site.runs.set(id, 'Synchronize', { mode: 'plan' });
	site.reset(0);
	await site.runs.byHand(id, start);
	expect(writes(site.net2)).toEqual([]);
	const [mail, ...more] = site.mails();
	expect(more).toEqual([]);
	expect(mail).toMatchObject({
		to: 'security@example.com',
		subject: 'Net2: plan of the HR list',
		text: expect.stringContaining('Written to Net2: nothing'),
	});
	expect([...(mail?.attachments.values() ?? [])].join()).toContain('<!doctype html>');
}

/** Does what the note of the workflow says once the plan is right. */
async function applies(id: string, start: string): Promise<void> {
	await site.runs.set(id, 'Synchronize', { mode: 'apply' });
	site.reset(0);
	await site.runs.byHand(id, start);
	expect(site.mails()).toMatchObject([{ subject: 'Net2: result of the HR list' }]);
}

describe('an HR system by its API', () => {
	it.each(SOURCES.filter(([id]) => id !== 'sync-exact'))(
		'%s from %s plans as it is delivered, and creates the users once it applies',
		async (id, start, users) => {
			await plans(id, start);
			await applies(id, start);
			expect(usersOf(site.net2)).toEqual(users);
		},
	);

	it('gets the token of the credential in each request', async () => {
		const tokens = async (id: string) => {
			await applies(id, 'Start');
			return site.hr.requests
				.filter(({ path }) => path !== '/token')
				.map(({ headers }) => headers.authorization);
		};
		expect(await tokens('sync-afas')).toEqual(['Token of the test', 'Token of the test']);
		expect(await tokens('sync-entra')).toEqual(['Bearer of the test', 'Bearer of the test']);
		expect(await tokens('sync-visma-beaufort')).toEqual(['Bearer of the test']);
	});
});

describe('a view in PostgreSQL', () => {
	const rows = `('0101', 'Anna', 'Berg', 'Finance', '2026-01-05', '2035-12-31', 'active'),
		('0102', 'Bram', 'de Wit', 'Sales', '2026-02-02', NULL, 'active'),
		('0103', 'Lena', 'Leaver', 'Sales', '2020-01-01', '2026-06-30', 'left')`;

	it.each([
		['DATE', 'DATE'],
		['TIMESTAMP', 'TIMESTAMP'],
		['TIMESTAMPTZ', 'TIMESTAMPTZ'],
	])('whose dates are %s gives the days of HR', async (_, type) => {
		await site.postgres.sql(`
			DROP SCHEMA IF EXISTS hr CASCADE;
			CREATE SCHEMA hr;
			ALTER DATABASE postgres SET timezone TO 'Europe/Amsterdam';
			SET timezone TO 'Europe/Amsterdam';
			CREATE TABLE hr.employees (number text, first text, last text, department text,
				start_date ${type}, end_date ${type}, status text);
			INSERT INTO hr.employees VALUES ${rows};
			CREATE VIEW hr.net2_employees AS SELECT number AS employee_number, first AS first_name,
				last AS last_name, department, NULL::text AS email, start_date, end_date, status
				FROM hr.employees`);
		await plans('sync-postgres', 'Start');
		await applies('sync-postgres', 'Start');
		expect(usersOf(site.net2)).toEqual([
			'0101 Anna Berg, Finance, 2026-01-05 to 2035-12-31, access',
			'0102 Bram de Wit, Sales, 2026-02-02 to never, access',
		]);
		// The last day counts to its end, although n8n is in New York.
		const anna = site.net2.state().users.find(({ lastName }) => lastName === 'Berg');
		expect(anna).toMatchObject({
			activateDate: '2026-01-05T00:00:00',
			expiryDate: '2035-12-31T23:59:00',
		});
	});
});

describe('files', () => {
	const hr = join(__dirname, '..', '..', 'examples', 'hr');
	const load = { maxJoinerPercent: 100, maxErrorPercent: 100 };

	/** How the builder sets the nodes for one kind of file. */
	async function from(file: string, start: string, reader: string, options: object, sync: object) {
		await copyFile(join(hr, file), join(site.folder, file));
		await site.runs.set('sync-files', 'HR file', { fileSelector: join(site.folder, file) });
		await site.runs.set('sync-files', 'HR file by SFTP', { path: join(site.folder, file) });
		await site.runs.set('sync-files', reader, { options });
		await site.runs.set('sync-files', 'Synchronize', { safetyLimits: load, options: sync });
		await plans('sync-files', start);
		await applies('sync-files', start);
	}

	const EXCEL = [
		'123 Bram de Wit, Warehouse, 2026-02-02 to never, access',
		'2101 Femke Müller, Sales, 2026-01-05 to 2035-12-31, access',
		'2104 Noor Bos, Finance, 2026-03-02 to never, access',
	];
	const CSV = [
		'2201 Jörg Größer, Finance, 2026-01-05 to 2035-12-31, access',
		'2202 Renée Šimek, Sales, 2026-02-02 to never, access',
	];
	const report = { markerField: 'Notes', report: 'html' };

	it.each(['Start with a folder', 'Every night from SFTP'])(
		'an Excel file of LibreOffice comes in by "%s"',
		async (start) => {
			const range = { includeEmptyCells: true, rawData: true, range: 'A2:Z500' };
			await from('medewerkers.xlsx', start, 'Read Excel', range, report);
			expect(usersOf(site.net2)).toEqual(EXCEL);
		},
	);

	it.each(['Start with a folder', 'Every night from SFTP'])(
		'a CSV file in Windows-1252 comes in by "%s"',
		async (start) => {
			await site.runs.set('sync-files', 'Read CSV', {
				options: { encoding: 'utf-8', delimiter: ';', fromLine: 2 },
			});
			const encoding = { encoding: 'windows1252' };
			await from('mitarbeiter-windows-1252.csv', start, 'Text of the CSV', encoding, {
				...report,
				dateOrder: 'dayFirst',
			});
			expect(usersOf(site.net2)).toEqual(CSV);
		},
	);
});

describe('a plan that a second person approves', () => {
	/** Plans the shipped list, and gives the execution that waits, the mail to the approver, and its link. */
	async function planned() {
		site.reset('hr');
		const execution = await site.runs.start('approval', 'Start');
		await site.runs.statusOf(execution, 'waiting');
		expect(writes(site.net2)).toEqual([]);
		const [mail, ...more] = site.mails();
		expect(more).toEqual([]);
		const [link] = /http:\S+\/form-waiting\/\S+/.exec(mail?.text ?? '') ?? [];
		if (mail === undefined || link === undefined) throw new Error('no mail with a link');
		return { execution, mail, link };
	}

	async function decides(link: string, decision: string): Promise<void> {
		const basic = Buffer.from(`${APPROVER.user}:${APPROVER.password}`).toString('base64');
		await site.runs.submit(link, [decision, 'Vera Visser'], { authorization: `Basic ${basic}` });
	}

	const person = (lastName: string) =>
		site.net2.state().users.find((user) => user.lastName === lastName);

	it('is applied once the approver who knows the password says so, and the result is mailed', async () => {
		const { execution, mail, link } = await planned();
		const [report = ''] = [...mail.attachments.values()];
		expect(mail).toMatchObject({ to: 'approver@example.com' });
		for (const name of ['Żółć', 'El Idrissi', 'Dubois']) expect(report).toContain(name);
		const [planId = ''] = /\d{4}-\d\d-\d\d(-[0-9A-F]{4}){3}/.exec(mail.text) ?? [];
		expect(report).toContain(planId);

		const stranger = await fetch(link, { method: 'POST', body: new FormData() });
		expect(stranger.status).toBe(401);
		expect(writes(site.net2)).toEqual([]);

		await decides(link, 'Approve');
		await site.runs.statusOf(execution, 'success');
		expect(person('Żółć')).toMatchObject({ department: 'Engineering', accessLevels: [2, 4] });
		expect(person('Żółć')?.canOpen).not.toEqual([]);
		expect(person('Dubois')).toMatchObject({ expiryDate: expect.stringMatching('2035-12-31') });
		expect(person('Leaver')?.canOpen).not.toEqual([]);
		const result = site.mails().at(-1);
		expect(result).toMatchObject({
			subject: 'Net2: the plan was applied',
			text: expect.stringContaining('Approved by Vera Visser'),
		});
		expect(result?.attachments.size).toBeGreaterThan(0);
	});

	it('is not applied if the approver rejects it', async () => {
		const { execution, link } = await planned();
		const before = site.net2.state();
		await decides(link, 'Reject');
		await site.runs.statusOf(execution, 'success');
		expect(writes(site.net2)).toEqual([]);
		expect(site.net2.state()).toEqual(before);
		expect(site.mails().map(({ subject }) => subject)).toEqual([
			'Net2: please approve a plan',
			'Net2: the plan was not approved',
		]);
	});

	it('is not applied if Net2 has changed since, and the failure is mailed', async () => {
		const { execution, link } = await planned();
		for (const user of site.net2.world.users.values()) user.telephone = '000';
		for (const id of site.net2.world.users.keys()) site.net2.world.touch(id);
		await decides(link, 'Approve');
		await site.runs.statusOf(execution, 'success');
		expect(writes(site.net2)).toEqual([]);
		expect(site.mails().at(-1)).toMatchObject({
			subject: 'Net2: lines that need a person',
			text: expect.stringMatching(/since this plan was made/),
		});
	});
});

describe('an AI agent with human review', () => {
	const call = (tool: string, args: object) => ({
		sessionId: 'test',
		action: 'sendMessage',
		chatInput: JSON.stringify({ tool, args }),
	});
	const lena = () => site.net2.state().users.find(({ lastName }) => lastName === 'Leaver');

	/** Lets the agent call the tool, and gives the execution that waits and the links of the mail. */
	async function asked() {
		site.reset('hr');
		const toolParameters = { personnelNumber: '90001', reason: 'Lena Leaver has left' };
		const execution = await site.runs.start(
			'agent-with-review',
			'Chat',
			call('Disable_user', { toolParameters, hitlParameters: {} }),
		);
		await site.runs.statusOf(execution, 'waiting');
		expect(writes(site.net2)).toEqual([]);
		const [mail] = site.mails();
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
		const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36' };
		expect((await fetch(url, { headers })).status).toBe(200);
	}

	it('disables a user after a person has approved the call', async () => {
		const { execution, links } = await asked();
		expect(lena()?.canOpen).not.toEqual([]);
		await press(links, 'true');
		await site.runs.statusOf(execution, 'success');
		expect(lena()?.canOpen).toEqual([]);
	});

	it('writes nothing if the person declines, and the agent is told so', async () => {
		const { execution, links } = await asked();
		await press(links, 'false');
		const record = await site.runs.statusOf(execution, 'success');
		expect(record).toContain('User rejected the tool call');
		expect(writes(site.net2)).toEqual([]);
		expect(lena()?.canOpen).not.toEqual([]);
	});

	it('finds users without a review', async () => {
		site.reset('hr');
		const found = call('Find_users', { name: 'Leaver' });
		const execution = await site.runs.start('agent-with-review', 'Chat', found);
		const record = await site.runs.statusOf(execution, 'success');
		expect(record).toContain('90001');
		expect(writes(site.net2)).toEqual([]);
		expect(site.mails()).toEqual([]);
	});
});
