import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { credentialFor, locator, setUp } from '../actions/setUp';
import { crowdKeys, errorsOf, get, signIns, writes } from './support';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ seed: 500, signInRate: 2 });
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const getByKey = get('key', '={{ $json.key }}');
const items = crowdKeys(500).map((key) => ({ key }));

test('500 items cost one sign-in, and the next execution of the workflow none', async () => {
	const first = await net2.run(getByKey, items);
	expect(first.error).toBeUndefined();
	expect(first.json.map(({ customFields }) => customFields)).toEqual(
		crowdKeys(500).map((key) => ({ 'Personnel number': key })),
	);
	expect(signIns(net2.emulator).map(({ grant, status }) => [grant, status])).toEqual([
		['password', 200],
	]);

	net2.emulator.clearRequests();
	const { staticData } = first;
	const second = await net2.run(getByKey, items.slice(0, 3), { staticData });
	expect(second.error).toBeUndefined();
	expect(second.json).toHaveLength(3);
	expect(signIns(net2.emulator)).toEqual([]);
});

test('a worker of a queue writes no static data, and signs in once all the same', async () => {
	const kept = { 'node:Trigger': { cursor: 7 } };
	vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'n8n', 'worker']);
	const first = await net2.run(getByKey, items.slice(0, 2), { staticData: kept });
	const second = await net2.run(getByKey, items.slice(2, 4));
	expect([first.error, second.error]).toEqual([undefined, undefined]);
	expect(first.workflow.staticDataSaved).toBe(false);
	expect(second.workflow.staticDataSaved).toBe(false);
	expect(first.staticData).toEqual(kept);
	expect(signIns(net2.emulator)).toHaveLength(1);
});

test.each(['continueRegularOutput', 'continueErrorOutput', 'stopWorkflow'] as const)(
	'500 items with a wrong password cost one attempt (%s)',
	async (onError) => {
		const credentials = {
			paxtonNet2Api: credentialFor(net2.emulator, { password: `wrong ${onError}` }),
		};
		const result = await net2.run(
			{ resource: 'user', operation: 'update', user: locator('key', '={{ $json.key }}') },
			items,
			{ credentials, onError },
		);
		expect(signIns(net2.emulator).map(({ status }) => status)).toEqual([401]);
		expect(writes(net2.emulator)).toEqual([]);
		if (onError === 'stopWorkflow') {
			expect(result.error?.message).toMatch(
				/^500 of 500 items were not carried out\. First: Item 0/,
			);
			return;
		}
		const errors = errorsOf(result);
		expect(errors).toHaveLength(500);
		expect(new Set(errors.map(({ reason }) => reason))).toEqual(new Set(['signInRefused']));
		// The next execution within the minute does not try either.
		await net2.run(getByKey, items.slice(0, 1), { credentials, onError });
		expect(signIns(net2.emulator)).toHaveLength(1);
	},
);
