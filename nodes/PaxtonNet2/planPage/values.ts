import { html, type Html } from './html';
import type { Entry } from './told';

type Change = Entry['changes'][number];

/** How the site calls its custom fields, by `customField:<id>`. */
export type Labels = ReadonlyMap<string, string>;

const LABELS: ReadonlyMap<string, string> = new Map([
	['firstName', 'First name'],
	['middleName', 'Middle name'],
	['lastName', 'Last name'],
	['telephone', 'Telephone'],
	['extension', 'Extension'],
	['fax', 'Fax'],
	['department', 'Department'],
	['individualPermissions', 'Individual doors'],
	['activateDate', 'Start date'],
	['expiryDate', 'End date'],
	['isAlarmUser', 'Alarm user'],
	['isAntiPassbackUser', 'Anti-passback user'],
	['isLockdownExempt', 'Exempt from lockdown'],
	['pin', 'PIN'],
	['marker', 'Marker'],
	['photo', 'Photo'],
	['user', 'User'],
]);

/** Longer text says no more to somebody who looks at a page; the output has all of it. */
const LONGEST = 240;

export function clipped(text: string): string {
	const signs = [...text.slice(0, 2 * LONGEST + 2)];
	return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join('')}…` : text;
}

/** A person's name, set apart so that its direction does not run over into what stands beside it. */
export function named(text: string): Html {
	return html`<bdi>${clipped(text)}</bdi>`;
}

/** More than a person has fields and levels at a usual site. */
const MOST_CHANGES = 40;

/** What changes of one person, a line for each field: before, and after. Access levels share one. */
export function changeList({ changes, key, userId }: Entry, labels: Labels): Html {
	// Of somebody who would be new, name and key stand beside it already.
	const said = (change: Change) =>
		userId === null &&
		(/^(first|middle|last)Name$/.test(change.field) || (key !== null && change.to === key));
	const levels = changes.filter(({ field }) => field === 'accessLevels');
	const lines = changes
		.filter((change) => change.field !== 'accessLevels' && !said(change))
		.map((change) => changeLine(change, labels));
	if (levels.length > 0)
		lines.push(html`<li>${fieldName('Access levels')} ${levels.map(comesOrGoes)}</li>`);
	if (lines.length === 0) return html``;
	const more = lines.length - MOST_CHANGES;
	return html`<ul class="changes">
		${lines.slice(0, MOST_CHANGES)} ${more > 0 ? html`<li>and ${more} more</li>` : ''}
	</ul>`;
}

function changeLine(change: Change, labels: Labels): Html {
	const { field, from, to } = change;
	const label = fieldName(labelOf(field, labels));
	if (isSecret(field, from) || isSecret(field, to)) return html`<li>${label} changes</li>`;
	if (isNone(from) || isNone(to)) return html`<li>${label} ${comesOrGoes(change)}</li>`;
	return html`<li>
		${label} <del>${valueOf(from)}</del> <span class="to">to</span> <ins>${valueOf(to)}</ins>
	</li>`;
}

/** What is colour to the eye is said to a screen reader. */
function comesOrGoes({ from, to }: Change): Html {
	const gone = isNone(from)
		? ''
		: html`<span class="unseen">removed:</span> <del class="gone">${valueOf(from)}</del> `;
	const come = isNone(to)
		? ''
		: html`<span class="unseen">added:</span> <ins>${valueOf(to)}</ins> `;
	return html`${gone}${come}`;
}

function fieldName(label: string): Html {
	return html`<span class="field">${clipped(label)}:</span>`;
}

function labelOf(field: string, labels: Labels): string {
	const custom = /^customField:(\d+)$/.exec(field);
	return labels.get(field) ?? LABELS.get(field) ?? (custom ? `Custom field ${custom[1]}` : field);
}

/** A result says of a card or a PIN no more than a word, such as lost or cleared; nothing with a digit gets onto the page. */
function isSecret(field: string, value: unknown): boolean {
	return /^(pin|cards?|tokens?)\b/i.test(field) && /\d/.test(flat(value));
}

function isNone(value: unknown): boolean {
	return (
		value === null ||
		value === undefined ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}

function valueOf(value: unknown): Html {
	return html`<bdi>${clipped(flat(value))}</bdi>`;
}

function flat(value: unknown): string {
	if (value === true) return 'yes';
	if (value === false) return 'no';
	if (typeof value === 'string') return dateIn(value) ?? value;
	if (Array.isArray(value)) return value.map(flat).join(', ');
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Net2's dates as people write them. The time stays: an end at 00:00 bars on that day already. */
function dateIn(text: string): string | undefined {
	const found =
		/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text);
	return found === null ? undefined : `${found[1]} ${found[2]}`;
}
