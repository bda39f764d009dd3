import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SOURCES, usersOf } from '../examples/hrSystems';
import { writes } from '../promises/support';
import { approvalCases } from './approvalCases';
import { until } from './ports';
import { SourceSite } from './sourceSite';

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
		text: expect.stringContaining('Nothing was written.'),
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

describe('a webhook of Personio', () => {
	const JOERG = '00512 Jörg Schäfer, Finance, 2022-04-01 to 2026-12-31, access';

	it('with the secret of the credential reads the one employee again, and changes no other user', async () => {
		await site.runs.set('personio-webhook', 'Synchronize', { mode: 'apply' });
		await site.n8n.rest.activate('personio-webhook');
		site.reset(0);
		const other = site.net2.addUser({ lastName: 'Other', accessLevels: [2] });
		const before = await site.runs.executionsOf('personio-webhook');
		const post = async (secret: string) =>
			await fetch(`${site.n8n.url}/webhook/net2-personio`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', authorization: secret },
				body: JSON.stringify({ employee_id: 5012, status: 'terminated' }),
			});
		const refused = await until('the webhook', 30_000, async () => {
			const { status } = await post('another secret');
			return status === 404 ? undefined : status;
		});
		expect(refused).toBe(403);
		expect((await post('Token of the test')).status).toBe(200);
		const execution = await site.runs.newExecution('personio-webhook', before);
		await site.runs.statusOf(execution, 'success');
		expect(usersOf(site.net2)).toContain(JOERG);
		const { canOpen } = site.net2.state().users.find(({ id }) => id === other) ?? {};
		expect(canOpen).not.toEqual([]);
	});

	it('can be tried by hand, and only plans as it is delivered', async () => {
		await plans('personio-webhook', 'Try it');
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

	it.each(['Start with a folder', 'Every night'])(
		'an Excel file of LibreOffice comes in by "%s"',
		async (start) => {
			const range = { includeEmptyCells: true, rawData: true, range: 'A2:Z500' };
			await from('medewerkers.xlsx', start, 'Read Excel', range, report);
			expect(usersOf(site.net2)).toEqual(EXCEL);
		},
	);

	it.each(['Start with a folder', 'Every night'])(
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

approvalCases(() => site);
