import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

test('creates a user, disabled, with key, fields and department', async () => {
	const result = await net2.run(
		{
			resource: 'user',
			operation: 'create',
			key: '={{ $json.key }}',
			fields: mapper({ firstName: '={{ $json.firstName }}', lastName: "O'Brien" }),
		},
		[{ key: '90001', firstName: 'Aoife' }],
	);
	expect(result.error).toBeUndefined();
	expect(result.json).toMatchObject([
		{ operation: 'user.create', outcome: 'created', changed: true, verified: true, key: '90001' },
	]);
	expect(result.items[0]?.pairedItem).toEqual({ item: 0 });
});
