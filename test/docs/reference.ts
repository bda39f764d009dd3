import { join } from 'node:path';
import { NodeHelpers, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { PaxtonNet2Api } from '../../credentials/PaxtonNet2Api.credentials';
import * as accessLevel from '../../nodes/PaxtonNet2/actions/accessLevel';
import * as card from '../../nodes/PaxtonNet2/actions/card';
import * as connection from '../../nodes/PaxtonNet2/actions/connection';
import * as department from '../../nodes/PaxtonNet2/actions/department';
import * as door from '../../nodes/PaxtonNet2/actions/door';
import * as event from '../../nodes/PaxtonNet2/actions/event';
import type { Operation } from '../../nodes/PaxtonNet2/actions/operation';
import * as user from '../../nodes/PaxtonNet2/actions/user';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { PaxtonNet2Trigger } from '../../nodes/PaxtonNet2/PaxtonNet2Trigger.node';
import { anchor } from './markdown';
import { membersOf, wordsOf, type Member } from './members';
import { messagesPage } from './messages';
import { modelsMay } from './models';
import { OUTPUTS } from './outputs';
import { cell, noticesOf, parameterTable } from './parameters';

export const referenceFolder = join(__dirname, '..', '..', 'docs', 'reference');

const OPERATIONS = new Map<string, Map<string, Operation>>(
	Object.entries({ accessLevel, card, connection, department, door, event, user }).map(
		([resource, { operations }]) => [resource, operations],
	),
);

const BY_HAND = '<!-- Made by `npm run reference` out of the source. Do not edit. -->';
const { description } = new PaxtonNet2();

/** The whole reference: file name to text. */
export async function reference(): Promise<Map<string, string>> {
	const pages = new Map<string, string[]>();
	const index: string[] = [];
	for (const resource of choicesOf(property('resource', {}))) {
		const { page, lines } = await resourcePage(resource);
		pages.set(page, lines.text);
		index.push(...lines.index);
	}
	pages.set('trigger.md', triggerPage());
	pages.set('credential.md', credentialPage());
	pages.set('result.md', resultPage());
	pages.set('messages.md', messagesPage());
	pages.set('README.md', indexPage(index));
	return new Map(
		[...pages].map(([page, lines]) => [page, `${[BY_HAND, '', ...lines].join('\n').trim()}\n`]),
	);
}

interface Choice {
	name: string;
	value: string;
	description: string;
	action: string;
}

function choicesOf({ options = [] }: INodeProperties): Choice[] {
	return options
		.filter((option): option is INodePropertyOptions => 'value' in option)
		.map(({ name, value, description: what = '', action = '' }) => ({
			name,
			value: String(value),
			description: what,
			action,
		}));
}

/** The parameter of this name that the editor shows for these values. */
function property(name: string, values: Record<string, string>): INodeProperties {
	const found = description.properties.find((one) => one.name === name && isShown(one, values));
	if (found === undefined) throw new Error(`The node has no ${name} for ${JSON.stringify(values)}`);
	return found;
}

function isShown(one: INodeProperties, values: Record<string, string>): boolean {
	return NodeHelpers.displayParameter(values, one, { typeVersion: 1 }, description);
}

async function resourcePage(
	resource: Choice,
): Promise<{ page: string; lines: { text: string[]; index: string[] } }> {
	const page = `${resource.name.toLowerCase().replaceAll(' ', '-')}.md`;
	const text = [`# ${resource.name}`, ''];
	const index: string[] = [];
	for (const operation of choicesOf(property('operation', { resource: resource.value }))) {
		const built = await operationSection(resource, operation);
		text.push(...built.lines);
		const link = `[${operation.name}](${page}#${anchor(operation.name)})`;
		index.push(
			`| ${[resource.name, link, operation.description, built.models].map(cell).join(' | ')} |`,
		);
	}
	return { page, lines: { text, index } };
}

async function operationSection(
	resource: Choice,
	operation: Choice,
): Promise<{ lines: string[]; models: string }> {
	const id = `${resource.value}.${operation.value}`;
	const run = OPERATIONS.get(resource.value)?.get(operation.value);
	const output = OUTPUTS[id];
	if (run === undefined || output === undefined) throw new Error(`${id} has no code, or no output`);
	const models = await modelsMay(id, run);
	const shapes = output.shape.filter((shape) => shape !== 'result');
	const lines = [
		`## ${operation.name}`,
		'',
		`${operation.description}. _${operation.action}_: \`${resource.value}\` / \`${operation.value}\`.`,
		'',
		...noticesOf(run.description).flatMap((notice) => [`> ${notice}`, '']),
		...parameterTable(run.description, ['resource', 'operation']),
		'',
		`**Output**: ${output.items}.${output.shape.includes('result') ? ' Each is a [result](result.md).' : ''}`,
		'',
		...shapes.flatMap((shape) => [
			...(output.shape.length > 1 ? [headOf(shape), ''] : []),
			...memberTable(membersOf(shape)),
			'',
		]),
		`**An AI model as caller**: ${models}.`,
		'',
	];
	return { lines, models };
}

function headOf(shape: string): string {
	const name = shape.split('#')[1] ?? '';
	if (name === 'RehearsalFinding') return 'Each finding has';
	return name.endsWith('Summary') ? 'The summary has' : 'Beside that';
}

function memberTable(members: Member[]): string[] {
	if (members.length === 0) throw new Error('An interface without members');
	return [
		'| Field | Type | |',
		'| --- | --- | --- |',
		...members.map(
			({ name, type, comment }) => `| \`${name}\` | ${cell(`\`${type}\``)} | ${cell(comment)} |`,
		),
	];
}

function triggerPage(): string[] {
	const trigger = new PaxtonNet2Trigger().description;
	return [
		`# ${trigger.displayName}`,
		'',
		`${trigger.description}. It polls, at the times that are set for it in n8n.`,
		'',
		...parameterTable(trigger.properties, []),
		'',
		'**Output**: one item for each event; beside the fields below, `event` says why it was told.',
		'',
		...memberTable(membersOf('lifecycle/events/describe.ts#EventItem')),
		'',
		'`userChanged`, `gap` and `cap` have fewer fields: [the trigger](../doors-and-cards.md#the-trigger).',
	];
}

function credentialPage(): string[] {
	const { displayName, properties } = new PaxtonNet2Api();
	return [
		`# Credential: ${displayName}`,
		'',
		...noticesOf(properties).flatMap((notice) => [`> ${notice}`, '']),
		...parameterTable(properties, []),
	];
}

function resultPage(): string[] {
	return [
		'# What a write answers',
		'',
		'Each input item gives one output item, in input order.',
		'',
		...memberTable(membersOf('lifecycle/result/result.ts#Success')),
		'',
		`\`outcome\` is one of ${wordsOf('lifecycle/result/result.ts', 'Outcome')
			.map((word) => `\`${word}\``)
			.join(', ')}.`,
		'',
		'## User',
		'',
		...memberTable(membersOf('lifecycle/result/result.ts#UserView')),
		'',
		'## Change',
		'',
		...memberTable(membersOf('lifecycle/result/result.ts#Change')),
		'',
		'## Audit entry',
		'',
		...memberTable(membersOf('lifecycle/result/result.ts#AuditEntry')),
		'',
		'## Undo',
		'',
		...memberTable(membersOf('lifecycle/result/result.ts#Undo')),
		'',
		'## Failure',
		'',
		'A failed item has one key, `error`, with `message`, `reason`, `operation`, `key`, `userId`, `done`, `undo`, and `audit` if',
		'something was done. Each `reason` has its place in [troubleshooting](../troubleshooting.md).',
	];
}

function indexPage(rows: string[]): string[] {
	return [
		'# Reference',
		'',
		'Every resource and operation of the node **Paxton Net2**, made out of the node itself.',
		'',
		'| Resource | Operation | What it does | An AI model as caller |',
		'| --- | --- | --- | --- |',
		...rows,
		'',
		'Also: the [trigger](trigger.md), the [credential](credential.md), [what a write answers](result.md), and',
		'[every error message](messages.md).',
	];
}
