import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import { EVIDENCE_COLUMNS } from '../../nodes/PaxtonNet2/host/evidence';
import { DEFAULT_SAFETY_LIMITS } from '../../nodes/PaxtonNet2/lifecycle/safetyLimits';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { PaxtonNet2Trigger } from '../../nodes/PaxtonNet2/PaxtonNet2Trigger.node';
import { read } from './markdown';
import { catalogueEntries } from './messages';

const { properties } = new PaxtonNet2().description;

/** Every label that the editor shows: parameters, options in collections, and choices. */
const labels = new Set(
	[
		...properties,
		...new PaxtonNet2Trigger().description.properties,
		...new PaxtonNet2Api().properties,
	]
		.flatMap(labelsOf)
		.concat(new PaxtonNet2Api().displayName),
);

function labelsOf(one: INodeProperties | INodePropertyOptions | INodePropertyCollection): string[] {
	const own = 'displayName' in one ? one.displayName : one.name;
	const inner = 'options' in one ? (one.options ?? []) : [];
	const values = 'values' in one ? one.values : [];
	const modes = 'modes' in one ? (one.modes ?? []) : [];
	return [
		own,
		...[...inner, ...values].flatMap(labelsOf),
		...modes.map(({ displayName }) => displayName),
	];
}

/** The rows of a page's tables that begin with a label in bold. */
function labelRows(page: string): string[][] {
	return [...read(page).matchAll(/^\| \*\*(.+?)\*\* +\|(.*)\|$/gm)].map(
		([, label = '', rest = '']) => [
			...label.split(' → '),
			...rest.split('|').map((each) => each.trim()),
		],
	);
}

/** The choice that a parameter of an operation has before you change it. */
function defaultOf(name: string, operation: string): string {
	const found = properties.find(
		(one) =>
			one.name === name && (one.displayOptions?.show?.['operation'] ?? []).includes(operation),
	);
	const choice = (found?.options ?? []).find(
		(one) => 'value' in one && one.value === found?.default,
	);
	return choice?.name ?? JSON.stringify(found?.default);
}

test('lists each safety limit with its default', () => {
	const rows = [...read('docs/safety-limits.md').matchAll(/^\| `(\w+)` +\| +(\d+) \|/gm)];
	expect(Object.fromEntries(rows.map(([, name, value]) => [name, Number(value)]))).toEqual(
		DEFAULT_SAFETY_LIMITS,
	);
});

test.each(['docs/joiner.md', 'docs/mover.md', 'docs/leaver.md'])(
	'%s names parameters as the editor does',
	(page) => {
		const named = labelRows(page).flatMap((row) => row.filter((_, at) => at === 0));
		expect(named.length).toBeGreaterThan(2);
		expect(named.filter((label) => !labels.has(label) && label !== 'Access Level')).toEqual([]);
	},
);

test('says what a leaver keeps by default', () => {
	const stated = new Map(labelRows('docs/leaver.md').map(([label = '', value]) => [label, value]));
	expect(stated.get('Remove Access')).toBe(`_${defaultOf('removeAccess', 'disable')}_`);
	expect(stated.get('Cards')).toBe(`_${defaultOf('cards', 'disable')}_`);
	expect(stated.get('When Not Found')).toBe(`_${defaultOf('onNotFound', 'disable')}_`);
	expect(stated.get('Clear PIN')).toBe('off');
	expect(defaultOf('clearPin', 'disable')).toBe('false');
});

test('says that a new user gets access only with a start date', () => {
	expect(read('docs/joiner.md')).toContain(`The default is _${defaultOf('enabled', 'upsert')}_.`);
});

test('evidence.md names the columns of the evidence', () => {
	expect(read('docs/evidence.md')).toContain(`\`${EVIDENCE_COLUMNS.join(', ')}\``);
});

/** Labels of n8n itself, and texts in quotes that are no labels. */
const NOT_OURS = new Set([
	'Edit Image',
	'Encoding',
	'Execute Workflow',
	'Extract from File',
	'Range',
	'Resize',
	'Retry On Fail',
]);

test('messages name parameters as the editor does', async () => {
	const quoted = (await catalogueEntries()).flatMap(({ name, message, remedy }) =>
		[...`${message} ${remedy}`.matchAll(/(?<!\w)'([A-Z][^'{}]*)'/g)].flatMap(([, text = '']) =>
			text.split(': ').map((label) => ({ name, label })),
		),
	);
	expect(quoted.length).toBeGreaterThan(100);
	expect(quoted.filter(({ label }) => !labels.has(label) && !NOT_OURS.has(label))).toEqual([]);
});
