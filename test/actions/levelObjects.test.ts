import type { IDataObject } from 'n8n-workflow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

test('a level that Get Many of another site returned is not another level here', async () => {
	const id = net2.emulator.addUser({ lastName: 'Two', personnelNumber: '821' });
	const grant = async (level: IDataObject) =>
		await net2.run(
			{
				resource: 'accessLevel',
				operation: 'grant',
				user: locator('key', '821'),
				accessLevels: '={{ [$json.level] }}',
			},
			[{ level }],
			{ onError: 'continueRegularOutput' },
		);
	const held = () => net2.emulator.state().users.find((user) => user.id === id)?.accessLevelNames;
	const { json } = await grant({ id: 4, name: 'Canteen' });
	expect(json).toMatchObject([
		{ error: { reason: 'unknownLevel', message: expect.stringContaining('"Canteen"') } },
	]);
	expect(held()).toEqual([]);
	await grant({ id: 4, name: ' server ROOM' });
	expect(held()).toEqual(['Server room']);
});
