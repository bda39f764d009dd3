import type { Reason } from './reason';

/**
 * One error message as the catalogue has it. A name in braces, such as `{number}`, is replaced by a value when the error
 * occurs. `message` says what happened, and whether anything was written. `remedy` says what to do about it.
 */
export interface Message {
	reason: Reason;
	message: string;
	remedy: string;
}

/** The names in braces of a text. Braces around a space are text, as in `{{ $json.undo }}`. */
type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
	? (Name extends `${string} ${string}` ? never : Name) | Names<Rest>
	: never;

/** A value for each name in the texts of a message. */
export type Values<M extends Message> = Record<Names<M['message'] | M['remedy']>, string | number>;

/** A part of the catalogue. The compiler keeps each text, and so knows the values that it needs. */
export function catalogue<const Entries extends Record<string, Message>>(
	entries: Entries,
): Entries {
	return entries;
}

/** The two texts with their values. A value that contains braces is not replaced in its turn. */
export function filled(
	{ message, remedy }: Message,
	values: Readonly<Record<string, string | number>>,
): { message: string; remedy: string } {
	const fill = (text: string) =>
		text.replace(/\{(\w+)\}/g, (braces, name: string) =>
			Object.hasOwn(values, name) ? String(values[name]) : braces,
		);
	return { message: fill(message), remedy: fill(remedy) };
}
