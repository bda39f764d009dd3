import { setTimeout as pause } from 'node:timers/promises';
import { LEAVER_DEPARTMENT, TODAY, YESTERDAY, type HrPerson } from './people';
import { bareClient, idIn, query, type BareClient } from './wire';

/*
 * The HelloID connector's own sequences (release 1.0.2), call by call. It signs in for each action and then sleeps
 * half a second. It runs one action at a time, as its README requires.
 */

const SLEEP_MS = 500;

async function signedIn(client: BareClient): Promise<void> {
	await client.signIn();
	await pause(SLEEP_MS);
}

/** create, enable, grant, grant: 15 requests, 4 sign-ins. */
export async function helloIdJoiners(url: string, list: HrPerson[]): Promise<void> {
	for (const person of list) {
		const client = bareClient(url, 1);
		await signedIn(client);
		await client.send(
			'GET',
			query(`SELECT * FROM sdk.UsersEx WHERE Field14_50 = N'${person.key}'`),
		);
		await client.send('GET', departmentNamed(person.department));
		const { firstName, lastName, key, email } = person;
		const id = idIn(
			await client.send('POST', '/users', {
				firstName,
				lastName,
				expiryDate: YESTERDAY,
				customFields: [
					{ id: 9, value: email },
					{ id: 14, value: key },
				],
			}),
		);
		await client.send('PUT', `/users/${id}/departments`, {
			id: person.departmentId,
			name: person.department,
		});

		await signedIn(client);
		await client.send('GET', `/users/${id}`);
		await client.send('GET', `/users/${id}/departments`);
		await client.send('PUT', `/users/${id}`, { id, expiryDate: null, activateDate: TODAY });

		const accessLevels: number[] = [];
		for (const level of person.levelIds) {
			await signedIn(client);
			await client.send('GET', `/users/${id}/doorpermissionset`);
			accessLevels.push(level);
			await client.send('PUT', `/users/${id}/doorpermissionset`, {
				accessLevels: [...accessLevels],
				individualPermissions: [],
			});
		}
		await client.close();
	}
}

/** disable: 4 requests, one of them a sign-in. */
export async function helloIdLeavers(url: string, list: HrPerson[]): Promise<void> {
	for (const { id } of list) {
		const client = bareClient(url, 1);
		await signedIn(client);
		await client.send('GET', `/users/${id}`);
		await client.send('PUT', `/users/${id}`, { id, expiryDate: YESTERDAY });
		await client.send('PUT', `/users/${id}/departments`, { id: LEAVER_DEPARTMENT.id });
		await client.close();
	}
}

/** update, where nothing differs: 4 requests, one of them a sign-in. */
export async function helloIdUnchanged(url: string, list: HrPerson[]): Promise<void> {
	for (const { id, department } of list) {
		const client = bareClient(url, 1);
		await signedIn(client);
		await client.send('GET', `/users/${id}`);
		await client.send('GET', `/users/${id}/departments`);
		await client.send('GET', departmentNamed(department));
		await client.close();
	}
}

function departmentNamed(name: string): string {
	const text = name.replaceAll("'", "''");
	return query(`SELECT * FROM sdk.departments WHERE DepartmentName = '${text}'`);
}
