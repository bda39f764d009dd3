import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { locator, setUp } from '../actions/setUp';
import { pinReadable } from '../support/siteVariants';
import { byKey, crowdKeys, errorsOf, personWith, withoutPauses } from './support';

const LEAVERS = 200;
const BAD = 77;

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp({ seed: LEAVERS });
	const people = byKey(net2.emulator);
	for (const key of keys.slice(0, 20)) {
		const id = people.get(key)?.id ?? 0;
		const user = net2.emulator.world.users.get(id);
		if (user === undefined) throw new Error('no such person');
		user.pin = '0815';
		user.individualPermissions = [{ id: 6000003, timezoneId: 1 }];
		net2.emulator.world.addCard({
			userId: id,
			tokenType: 'ProxCard',
			tokenValue: `7${key}`,
			isLost: false,
		});
		net2.emulator.world.touch(id);
	}
});
afterEach(async () => {
	vi.restoreAllMocks();
	await net2.emulator.stop();
});

const keys = crowdKeys(LEAVERS);
const disable = {
	resource: 'user',
	operation: 'disable',
	user: locator('key', '={{ $json.key }}'),
	leaverDepartment: locator('name', 'Terminated Employment'),
	removeAccess: 'all',
	cards: 'lost',
	clearPin: true,
};

/** What may be wrong with one of them. Each leaves all others as leavers like any other. */
const troubles = [
	{ what: 'a key that nobody has', reason: 'notFound', key: 'X-404', break: () => undefined },
	{
		what: 'a server that fails for one person',
		reason: 'unknownOutcome',
		key: keys[BAD] ?? '',
		break: () => {
			withoutPauses();
			const { id } = personWith(net2.emulator, keys[BAD] ?? '');
			net2.emulator.faults([{ match: `PUT /api/v1/users/${id}*`, times: 100, fault: '500' }]);
		},
	},
];

function leavers(badKey: string) {
	return keys.map((key, n) => ({ key: n === BAD ? badKey : key }));
}

function expectOthersCutOff(): void {
	const people = byKey(net2.emulator);
	const out = keys.filter((_, n) => n !== BAD).flatMap((key) => people.get(key) ?? []);
	expect(out).toHaveLength(LEAVERS - 1);
	const stillIn = out.filter(
		({ canOpen, department, accessLevels, individualPermissions, cards, pin }) =>
			canOpen.length > 0 ||
			department !== 'Terminated Employment' ||
			accessLevels.some((id) => id !== 0) ||
			individualPermissions.length > 0 ||
			cards.some(({ isLost }) => !isLost) ||
			(pin ?? '') !== '',
	);
	expect(stillIn).toEqual([]);
	const doors = net2.emulator.state().doors;
	const open = out.filter(({ id }) => doors.some((door) => net2.emulator.canOpen(id, door.id)));
	expect(open).toEqual([]);
	expect(personWith(net2.emulator, keys[BAD] ?? '').canOpen.length).toBeGreaterThan(0);
}

test.each(troubles)(
	'stops in one error that names all 200, and 199 are out: $what',
	async (bad) => {
		bad.break();
		const { error, workflow, json } = await net2.run(disable, leavers(bad.key));
		expectOthersCutOff();
		expect(json).toEqual([]);
		expect(workflow.status).toBe('error');
		expect(error?.name).toBe('NodeOperationError');
		expect(error?.context).toMatchObject({ itemIndex: BAD });
		expect(error?.message).toMatch(/^1 of 200 items was not carried out\. First: Item 77/);
		const description = error?.description ?? '';
		const lines = description.split('\n');
		expect(lines[0]).toBe('Not carried out (1):');
		expect(lines[1]).toContain(`Item 77, personnel number ${bad.key}`);
		expect(lines[1]).toContain(`: ${bad.reason}. `);
		expect(lines[3]).toBe('Carried out (199):');
		for (const [n, key] of keys.entries())
			if (n !== BAD) expect(description).toContain(`\nItem ${n}, personnel number ${key}, user `);
		expect(lines).toHaveLength(4 + 199);
	},
);

test.each(troubles)('puts exactly the bad one on the error output: $what', async (bad) => {
	bad.break();
	const { items, errors, error } = await net2.run(disable, leavers(bad.key), {
		onError: 'continueErrorOutput',
	});
	expectOthersCutOff();
	expect(error).toBeUndefined();
	expect(errors).toHaveLength(1);
	expect(errors[0]).toMatchObject({
		json: { error: { reason: bad.reason, operation: 'user.disable', key: bad.key } },
		pairedItem: { item: BAD },
	});
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		keys.flatMap((_, item) => (item === BAD ? [] : [{ item }])),
	);
	const verified = pinReadable() !== 'hidden';
	expect(items.map(({ json }) => [json['key'], json['outcome'], json['verified']])).toEqual(
		keys.flatMap((key, n) => (n === BAD ? [] : [[key, 'disabled', verified]])),
	);
});

test.each(troubles)('leaves the bad one in its place among the others: $what', async (bad) => {
	bad.break();
	const result = await net2.run(disable, leavers(bad.key), { onError: 'continueRegularOutput' });
	expectOthersCutOff();
	expect(result.error).toBeUndefined();
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
		keys.map((_, item) => ({ item })),
	);
	expect(errorsOf(result)).toHaveLength(1);
	expect(Object.keys(result.json[BAD] ?? {})).toEqual(['error']);
	expect(result.json.filter(({ outcome }) => outcome === 'disabled')).toHaveLength(199);
});
