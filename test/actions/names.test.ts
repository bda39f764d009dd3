import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapper, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeAll(async () => {
	net2 = await setUp();
});
afterAll(async () => await net2.emulator.stop());

const carrier = (key: string) =>
	net2.emulator
		.state()
		.users.find(({ customFields }) => customFields.some(({ value }) => value === key));

const upsert = {
	resource: 'user',
	operation: 'upsert',
	key: '={{ $json.key }}',
	fields: mapper({ telephone: '={{ $json.phone }}' }),
	nameConvention: {
		convention: '={{ $json.convention }}',
		firstName: '={{ $json.firstName }}',
		ownPrefix: '={{ $json.ownPrefix }}',
		ownName: '={{ $json.ownName }}',
		partnerPrefix: '={{ $json.partnerPrefix }}',
		partnerName: '={{ $json.partnerName }}',
	},
	options: { verifyName: false },
};
const anna = {
	firstName: 'Anna',
	ownPrefix: 'van den',
	ownName: 'Berg',
	partnerPrefix: 'de',
	partnerName: 'Vries',
};

test('each person is named by their own convention, and renamed as a whole', async () => {
	const made = await net2.run(upsert, [
		{ key: '801', convention: 'B', ...anna },
		{ key: '802', convention: 'BP', ...anna },
		{ key: '803', convention: 'P', ...anna },
		{ key: '804', convention: 'PB', ...anna },
		{ key: '805', convention: 'pb', ...anna, partnerName: null, partnerPrefix: null },
	]);
	expect(made.error).toBeUndefined();
	const names = ['801', '802', '803', '804', '805'].map((key) => {
		const person = carrier(key);
		return [person?.firstName, person?.middleName, person?.lastName];
	});
	expect(names).toEqual([
		['Anna', 'van den', 'Berg'],
		['Anna', 'van den', 'Berg - de Vries'],
		['Anna', 'de', 'Vries'],
		['Anna', 'de', 'Vries - van den Berg'],
		['Anna', 'van den', 'Berg'],
	]);
	const renamed = await net2.run(upsert, [
		{ key: '801', convention: 'P', ...anna, partnerPrefix: '', partnerName: 'Jansen' },
	]);
	expect(renamed.json).toMatchObject([{ outcome: 'updated' }]);
	expect(carrier('801')).toMatchObject({ firstName: 'Anna', middleName: '', lastName: 'Jansen' });
});

test('an unknown convention, or a name that the fields give otherwise, fails its item only', async () => {
	const { json } = await net2.run(
		{ ...upsert, fields: mapper({ lastName: '={{ $json.lastName }}' }) },
		[
			{ key: '811', convention: 'X', ...anna },
			{ key: '812', convention: 'B', ...anna, lastName: 'Bergh' },
			{ key: '813', convention: 'B', ...anna, lastName: 'Berg' },
			{ key: '814', lastName: 'Only' },
		],
		{ onError: 'continueRegularOutput' },
	);
	expect(json).toMatchObject([
		{ error: { reason: 'badInput' } },
		{ error: { reason: 'badInput', message: expect.stringContaining('last name') } },
		{ outcome: 'created' },
		{ outcome: 'created' },
	]);
	expect(carrier('814')?.lastName).toBe('Only');
});
