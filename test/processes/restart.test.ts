import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { credentialFor, setUp } from '../actions/setUp';
import { crowdKeys, get, signIns } from '../promises/support';
import { inNextProcess } from './inNextProcess';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ seed: 500, signInRate: 2 });
});
afterEach(async () => await net2.emulator.stop());

const ITEMS = crowdKeys(1).map((key) => ({ key }));
const getByKey = get('key', '={{ $json.key }}');

/** The next execution of the same workflow in another process, which has nothing but the static data. */
async function afterRestart(staticData: IDataObject, args: string[] = []) {
	return await inNextProcess({ credential: credentialFor(net2.emulator), staticData }, args);
}

test('a process with the static data of another needs no sign-in', async () => {
	const { staticData } = await net2.run(getByKey, ITEMS);
	net2.emulator.clearRequests();
	const next = await afterRestart(staticData);
	expect(next).toMatchObject({ count: 7, staticData });
	expect(next.error).toBeUndefined();
	expect(signIns(net2.emulator)).toEqual([]);
	expect(net2.emulator.requests().map(({ status }) => status)).toEqual([200]);

	const without = await afterRestart({});
	expect(without.error).toBeUndefined();
	expect(signIns(net2.emulator)).toHaveLength(1);
});

test('a process renews a saved token that Net2 has revoked, without the password', async () => {
	const { staticData } = await net2.run(getByKey, ITEMS);
	net2.emulator.dropAccessTokens();
	net2.emulator.clearRequests();
	const next = await afterRestart(staticData);
	expect(next).toMatchObject({ count: 7 });
	expect(signIns(net2.emulator).map(({ grant }) => grant)).toEqual(['refresh_token']);
	expect(next.staticData).not.toEqual(staticData);
});

test('a worker of a queue leaves static data as it is', async () => {
	const staticData = { 'node:Trigger': { cursor: 7 } };
	expect(await afterRestart(staticData, ['worker'])).toMatchObject({ count: 7, staticData });
});
