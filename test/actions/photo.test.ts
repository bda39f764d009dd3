import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { jpegOf, pngOf, webp } from '../mapping/pictures';
import { NODE, credentialFor, locator, setUp } from './setUp';
import { runNode } from '../engine';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const photo = (operation: string, key = '={{ $json.key }}') => ({
	resource: 'user',
	operation,
	user: locator('key', key),
});
const item = (key: string, file?: Buffer): INodeExecutionData => {
	if (file === undefined) return { json: { key } };
	const data: IBinaryData = { data: file.toString('base64'), mimeType: 'image/jpeg' };
	return { json: { key }, binary: { data } };
};
const run = async (operation: string, items: INodeExecutionData[]) =>
	await runNode(NODE, photo(operation), items, {
		credentials: { paxtonNet2Api: credentialFor(net2.emulator) },
		onError: 'continueRegularOutput',
	});

test('sets pictures from a binary property and returns them', async () => {
	const jpeg = jpegOf([120, 160]);
	const set = await run('setPhoto', [
		item('00123', jpeg),
		item('123', pngOf([60, 60])),
		item('77001', webp),
		item('200'),
		item('77001', Buffer.from('no picture at all')),
		item('0', jpeg),
	]);
	expect(set.json).toMatchObject([
		{ operation: 'user.setPhoto', outcome: 'updated', verified: true, undo: null },
		{ outcome: 'updated', verified: true },
		{ error: { reason: 'duplicateKey' } },
		{ error: { reason: 'badInput' } },
		{ error: { reason: 'duplicateKey' } },
		{ error: { reason: 'notFound' } },
	]);
	const got = await run('getPhoto', [item('00123'), item('123'), item('200')]);
	expect(got.json).toEqual([
		{ userId: 1, hasPhoto: true, bytes: jpeg.length },
		{ userId: 2, hasPhoto: true, bytes: expect.any(Number) },
		{ userId: 4, hasPhoto: false, bytes: 0 },
	]);
	expect(got.items.map(({ binary }) => binary?.['data']?.fileName)).toEqual([
		'net2-user-1.jpg',
		'net2-user-2.jpg',
		undefined,
	]);
	expect(got.items[0]?.binary?.['data']?.data).toBe(jpeg.toString('base64'));
});

test.each([
	['a WebP', webp, 'WebP'],
	['an empty file', Buffer.alloc(0), 'empty'],
	['text', Buffer.from('Dear Net2'), 'not a picture'],
])('refuses %s, says what to do and writes nothing', async (_name, file, said) => {
	const { json } = await run('setPhoto', [item('00123', file)]);
	expect(json).toMatchObject([
		{ error: { reason: 'badInput', message: expect.stringContaining(said) } },
	]);
	const writes = net2.emulator.requests().filter(({ method }) => method === 'PUT');
	expect(writes).toEqual([]);
});

test('accepts a file of 16 MB, which is longer than 20 MB as base64', async () => {
	const large = Buffer.concat([jpegOf([60, 60]), Buffer.alloc(16e6)]);
	const { json } = await run('setPhoto', [item('00123', large)]);
	expect(json).toMatchObject([{ outcome: 'updated', verified: true }]);
	expect(16e6 * (4 / 3)).toBeGreaterThan(20 * 1024 * 1024);
});
