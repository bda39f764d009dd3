import pLimit from 'p-limit';
import { LEAVER_DEPARTMENT, YESTERDAY, type HrPerson } from './people';
import { bareClient, idIn, query, type BareClient } from './wire';

/** What the rules require at the least, or the writes alone. */
export interface FloorOptions {
	/** People at a time, and connections. */
	concurrency: number;
	readBack: boolean;
}

/** Three writes, and three read-backs by REST. Nothing is looked up, compared, parsed or reported. */
export async function floorJoiners(url: string, list: HrPerson[], options: FloorOptions) {
	await forAll(url, list, options, async (client, person) => {
		const { firstName, lastName, key, email, departmentId, levelIds } = person;
		const customFields = [
			{ id: 9, value: email },
			{ id: 14, value: key },
		];
		const id = idIn(await client.send('POST', '/users', { firstName, lastName, customFields }));
		await client.send('PUT', `/users/${id}/departments`, { id: departmentId });
		await client.send('PUT', `/users/${id}/doorpermissionset`, {
			accessLevels: levelIds,
			individualPermissions: [],
		});
		if (!options.readBack) return;
		await client.send('GET', `/users/${id}`);
		await client.send('GET', `/users/${id}/departments`);
		await client.send('GET', `/users/${id}/doorpermissionset`);
	});
}

/** A GET just before each PUT (safety rule 2, docs/safety-rules.md), two writes, two read-backs. Ids are known. */
export async function floorLeavers(url: string, list: HrPerson[], options: FloorOptions) {
	await forAll(url, list, options, async (client, { id }) => {
		if (options.readBack) await client.send('GET', `/users/${id}`);
		await client.send('PUT', `/users/${id}`, { id, expiryDate: YESTERDAY });
		if (options.readBack) await client.send('GET', `/users/${id}/departments`);
		await client.send('PUT', `/users/${id}/departments`, { id: LEAVER_DEPARTMENT.id });
		if (!options.readBack) return;
		await client.send('GET', `/users/${id}`);
		await client.send('GET', `/users/${id}/departments`);
	});
}

/** The list of users, and one query for what it does not contain. Nothing is compared. */
export async function floorUnchanged(url: string): Promise<void> {
	const client = bareClient(url, 1);
	await client.signIn();
	await client.send('GET', '/users');
	await client.send(
		'GET',
		query('SELECT UserID, DepartmentID, DepartmentName, AccessLevelName FROM sdk.UsersEx'),
	);
	await client.close();
}

async function forAll(
	url: string,
	list: HrPerson[],
	{ concurrency }: FloorOptions,
	work: (client: BareClient, person: HrPerson) => Promise<void>,
): Promise<void> {
	const client = bareClient(url, concurrency);
	await client.signIn();
	const limit = pLimit(concurrency);
	await Promise.all(
		list.map(async (person) => await limit(async () => await work(client, person))),
	);
	await client.close();
}
