import { createHash } from 'node:crypto';
import escapeHtml from 'escape-html';

/** Markup in which all text from outside is escaped. Only this file makes it. */
class Markup {
	constructor(readonly text: string) {}
}
export type Html = Markup;

type Part = Markup | string | number | Part[];

/**
 * The one way to make markup. Whatever is put in is escaped, for text and for a quoted attribute, unless it is markup
 * made here. So no caller has to remember to escape. Lists are put one after another.
 */
export function html(pieces: TemplateStringsArray, ...parts: Part[]): Html {
	return new Markup(
		pieces.map((piece, n) => piece + (n < parts.length ? textOf(parts[n] ?? '') : '')).join(''),
	);
}

/** A style element, and the source that lets a content security policy allow it and no other. */
export function styleElement(css: string): { element: Html; source: string } {
	if (css.includes('<')) throw new Error('A style sheet contains no markup.');
	const digest = createHash('sha256').update(css).digest('base64');
	return { element: new Markup(`<style>${css}</style>`), source: `'sha256-${digest}'` };
}

function textOf(part: Part): string {
	if (part instanceof Markup) return part.text;
	if (Array.isArray(part)) return part.map(textOf).join('');
	return escapeHtml(visible(String(part)));
}

/**
 * Characters that show as nothing or turn the direction of the text after them (Unicode TR 9 and 36). With them one
 * name could read as another. They are all that Unicode calls ignorable, zero-width and direction characters
 * included. Controls, halves of surrogate pairs, annotation marks and the blank of Braille are here, too.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufff9-\ufffb\u2800]/gu;
/** These choose between forms of one character, such as an emoji in colour, and hide nothing. */
const VARIATION = /\p{Variation_Selector}/gu;

/** The reader sees that something was there, except for line breaks and tabs, which become blanks. */
export function visible(text: string): string {
	return text
		.replace(VARIATION, '')
		.replace(INVISIBLE, (sign) => (/[\s\u0085]/.test(sign) && sign !== '\ufeff' ? ' ' : '\ufffd'));
}
