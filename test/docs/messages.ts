import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { product, wordsOf } from './members';
import { cell } from './parameters';

/** An error that a user can meet. A value that is only known when it happens is an ellipsis. */
export interface Message {
	reason: string;
	message: string;
	remedy: string;
}

/** One entry of the catalogue, and where it is: `serverMessages.noAddress`. */
export interface Entry extends Message {
	name: string;
}

const Part = v.record(
	v.string(),
	v.strictObject({ reason: v.string(), message: v.string(), remedy: v.string() }),
);
const folder = join(product, 'messages');
/** They contain the types of a message. */
const NO_PARTS = ['message.ts', 'reason.ts'];

/** The whole catalogue, as the product has it. */
export async function catalogueEntries(): Promise<Entry[]> {
	const files = readdirSync(folder).filter((file) => !NO_PARTS.includes(file));
	const parts = await Promise.all(
		files.map(async (file): Promise<Record<string, unknown>> => await import(join(folder, file))),
	);
	return parts.flatMap((exported) =>
		Object.entries(exported).flatMap(([part, entries]) =>
			Object.entries(v.parse(Part, entries)).map(([key, entry]) => ({
				...entry,
				name: `${part}.${key}`,
			})),
		),
	);
}

/** Every message once, as a reader sees it. */
export async function allMessages(): Promise<Message[]> {
	const shown = (await catalogueEntries()).map(({ reason, message, remedy }) => ({
		reason,
		message: withEllipses(message),
		remedy: withEllipses(remedy),
	}));
	return [...new Map(shown.map((one) => [JSON.stringify(one), one])).values()].sort(
		(a, b) =>
			byAlphabet(a.reason, b.reason) ||
			byAlphabet(a.message, b.message) ||
			byAlphabet(a.remedy, b.remedy),
	);
}

function withEllipses(text: string): string {
	return text.replace(/(?:\{\w+\})+/g, '…');
}

function byAlphabet(a: string, b: string): number {
	return a.localeCompare(b, 'en');
}

/** All reasons, in the order of the source. */
export function allReasons(): string[] {
	return wordsOf('messages/reason.ts', 'Reason');
}

export async function messagesPage(): Promise<string[]> {
	const messages = await allMessages();
	return [
		'# Every error message',
		'',
		'This page lists each error message by its `reason`. An ellipsis replaces a value. For more advice, see',
		'[troubleshooting](../troubleshooting.md).',
		'',
		'If a run ends early, the messages of the remaining items begin with _Not attempted_. The reason follows.',
		'',
		...allReasons().flatMap((reason) => [
			`## ${reason}`,
			'',
			'| Message | Advice in it |',
			'| --- | --- |',
			...messages
				.filter((one) => one.reason === reason)
				.map(({ message, remedy }) => `| ${cell(escaped(message))} | ${cell(escaped(remedy))} |`),
			'',
		]),
	];
}

function escaped(text: string): string {
	return text.replace(/[\\<>*_`[\]]/g, (sign) => `\\${sign}`);
}
