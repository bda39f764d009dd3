import { afterEach, beforeEach, expect, test } from 'vitest';
import type { INodeParameters, INodePropertyCollection, INodeProperties } from 'n8n-workflow';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { locator, setUp } from './setUp';

let net2: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
	net2 = await setUp();
});
afterEach(async () => await net2.emulator.stop());

const disable = (options: INodeParameters): INodeParameters => ({
	resource: 'user',
	operation: 'disable',
	user: locator('key', '00123'),
	options,
});
const hintsOf = ({ workflow }: Awaited<ReturnType<typeof net2.run>>) =>
	(workflow.run.data.resultData.runData['Node']?.[0]?.hints ?? []).map(({ message }) => message);

test.each([
	['nothing', '={{ $json.a.b }}'],
	['undefined', '={{ undefined }}'],
	['null', '={{ null }}'],
	['empty text', '={{ "" }}'],
	['empty text by hand', ''],
	['text', '={{ "true" }}'],
	['a number', '={{ 0 }}'],
])(
	'an expression in Dry Run that gives %s is an error, and nothing is written',
	async (_, value) => {
		const before = net2.emulator.state();
		const { json } = await net2.run(disable({ dryRun: value }), [{ a: {} }], {
			onError: 'continueRegularOutput',
		});
		expect(json).toMatchObject([
			{ error: { reason: 'badInput', message: expect.stringContaining("'Dry Run'") } },
		]);
		expect(net2.emulator.state()).toEqual(before);
	},
);

test('a dry run says in the output that nothing was written', async () => {
	const dry = await net2.run(disable({ dryRun: true }));
	expect(dry.json).toMatchObject([{ outcome: 'disabled', dryRun: true, changed: false }]);
	expect(hintsOf(dry)).toContainEqual(expect.stringContaining('nothing was written'));
	const real = await net2.run(disable({ dryRun: false }));
	expect(real.json).toMatchObject([{ outcome: 'disabled', dryRun: false, changed: true }]);
	expect(JSON.stringify(hintsOf(real))).not.toContain('nothing was written');
});

test('the option is on when it is added', () => {
	const collections = new PaxtonNet2().description.properties.filter(
		({ name }) => name === 'options',
	);
	const switches = collections
		.flatMap(({ options = [] }) => options)
		.filter((option) => option.name === 'dryRun');
	expect(switches.length).toBeGreaterThan(5);
	expect(switches.filter((option) => !isOn(option))).toEqual([]);
});

function isOn(option: object | INodeProperties | INodePropertyCollection): boolean {
	return 'default' in option && option.default === true;
}
