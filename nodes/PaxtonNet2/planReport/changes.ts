import { isNoDate } from '../mapping/net2Dates';
import { dateText } from './dates';
import { html, type Html } from './html';
import type { Entry } from './input';
import { isPowerful } from './powerfulLevels';
import type { Texts } from './texts/texts';

type Change = Entry['changes'][number];

/** What the report needs to write a change in words. */
export interface Words {
	texts: Texts;
	/** The site's names of custom fields, by `customField:<id>`. */
	labels: ReadonlyMap<string, string>;
}

/** The output has the whole of a longer text. */
const LONGEST = 240;

export function clipped(text: string): string {
	const signs = [...text.slice(0, 2 * LONGEST + 2)];
	return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join('')}…` : text;
}

/** A name, set apart so that its writing direction does not reach the text next to it. */
export function named(text: string): Html {
	return html`<bdi>${clipped(text)}</bdi>`;
}

/** Text that the core makes, which is English in every report. */
export function coreText(text: string, { locale }: Texts): Html {
	return locale === 'nl-NL'
		? html`<span lang="en">${clipped(text)}</span>`
		: html`${clipped(text)}`;
}

/** More than a user has fields and levels at a usual site. */
const MOST_CHANGES = 40;

/**
 * What changes for one user, a line for each field. Access levels share a line.
 *
 * @param except fields that another column shows already
 */
export function changeList(
	{ changes, key, userId }: Entry,
	words: Words,
	except: readonly string[] = [],
): Html {
	const { texts } = words;
	// The first column shows the name and number of a new user already.
	const isShown = ({ field, to }: Change) =>
		except.includes(field) ||
		(userId === null && (/^(first|middle|last)Name$/.test(field) || (key !== null && to === key)));
	const rest = changes.filter((change) => !isShown(change));
	const levels = rest.filter(({ field }) => field === 'accessLevels');
	// Two steps of a plan may each write the marker field, and the reader needs to know it once.
	const once = rest.filter(
		({ field }, n) => field !== 'marker' || rest.findIndex((one) => one.field === field) === n,
	);
	const lines = once
		.filter(({ field }) => field !== 'accessLevels')
		.map((change) => changeLine(change, words));
	if (levels.length > 0)
		lines.push(
			html`<li>
				${fieldName(texts.accessLevels)} ${levels.map((one) => levelChange(one, texts))}
			</li>`,
		);
	if (lines.length === 0) return html``;
	const more = lines.length - MOST_CHANGES;
	return html`<ul class="changes">
		${lines.slice(0, MOST_CHANGES)}
		${more > 0 ? html`<li>${texts.words.moreChanges(more)}</li>` : ''}
	</ul>`;
}

function changeLine(change: Change, words: Words): Html {
	const { from, to } = valuesOf(change, words);
	const { texts } = words;
	const label = fieldName(labelOf(change.field, words));
	if (isSecret(change)) return html`<li>${label} ${texts.words.changes}</li>`;
	if (from === '' || to === '')
		return html`<li>${label} ${gone(from, texts)} ${come(to, texts)}</li>`;
	return html`<li>
		${label} <del><bdi>${from}</bdi></del> <span class="to">${texts.words.to}</span>
		<ins><bdi>${to}</bdi></ins>
	</li>`;
}

export function levelChange({ from, to }: Change, texts: Texts): Html {
	return html`${gone(clipped(flat(from, texts)), texts)}${levelName(to, texts)} `;
}

function levelName(to: unknown, texts: Texts): Html {
	const name = clipped(flat(to, texts));
	return html`${come(name, texts)}${name !== '' && isPowerful(name) ? powerfulMark(texts) : ''}`;
}

export function powerfulMark(texts: Texts): Html {
	return html` <strong class="mark">${texts.levels.powerful}</strong>`;
}

/** What colour says to the eye, hidden words say to a screen reader. */
function gone(value: string, { words }: Texts): Html {
	if (value === '') return html``;
	return html`<span class="unseen">${words.removed}:</span>
		<del class="gone"><bdi>${value}</bdi></del> `;
}

function come(value: string, { words }: Texts): Html {
	if (value === '') return html``;
	return html`<span class="unseen">${words.added}:</span> <ins><bdi>${value}</bdi></ins>`;
}

function fieldName(label: string): Html {
	return html`<span class="field">${clipped(label)}:</span>`;
}

/** The name of a field, in the site's words or in those of the report. */
export function labelOf(field: string, { labels, texts }: Words): string {
	const [, custom] = /^customField:(\d+)$/.exec(field) ?? [];
	if (custom !== undefined) return labels.get(field) ?? texts.customField(custom);
	const [, card] = /^card (.*)$/.exec(field) ?? [];
	if (card !== undefined)
		return `${texts.words.card} ${card.replace(/\d+/g, (digits) => digits.slice(-2))}`;
	return texts.fields[field] ?? field;
}

/** Both sides of a change as the reader sees them; '' for none. Numbers of cards and PINs are left out. */
export function valuesOf(change: Change, { texts }: Words): { from: string; to: string } {
	if (isSecret(change)) return { from: '', to: '' };
	const text = (value: unknown) => {
		const isDate = change.field === 'activateDate' || change.field === 'expiryDate';
		if (isDate && typeof value === 'string')
			return isNoDate(value)
				? ''
				: dateText(value, texts.locale, change.field === 'expiryDate' ? 'end' : 'start');
		const state = HAS_STATES.test(change.field) ? texts.words.states[String(value)] : undefined;
		return state ?? clipped(flat(value, texts));
	};
	return { from: text(change.from), to: text(change.to) };
}

/** Fields of which a result gives a state in a word of its own. */
const HAS_STATES = /^(pin|photo|user|marker|card .*)$/;

/** A result says of a card or a PIN only a word, such as lost or cleared. A value with digits never reaches the report. */
function isSecret({ field, from, to }: Change): boolean {
	const digits = (value: unknown) => typeof value !== 'boolean' && /\d/.test(String(value));
	return /^(pin|cards?|tokens?)\b/i.test(field) && (digits(from) || digits(to));
}

function flat(value: unknown, texts: Texts): string {
	const { words } = texts;
	if (value === null || value === undefined) return '';
	if (value === true) return words.yes;
	if (value === false) return words.no;
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map((one: unknown) => flat(one, texts)).join(', ');
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
