import { readWritten } from '../../mapping/siteTime';
import { quoted } from '../../mapping/text';
import { Net2Error } from '../../net2/errors';
import type { Texts } from './columns';

/**
 * Refuses a row whose values stand in columns where they cannot belong, as when a column was left out of an export:
 * an address in the name, a date in the telephone number, a title in the e-mail address. Written to Net2, one such file
 * would spoil everybody.
 */
export function refuseShifted(key: string, text: Texts): void {
	const { email = '', phone = '' } = text;
	const oddities: Array<[string, string, boolean]> = [
		['key', key, key.includes('@') || isDate(key)],
		['email', email, email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)],
		['phone', phone, phone !== '' && (!/\d/.test(phone) || phone.includes('@') || isDate(phone))],
	];
	for (const column of ['firstName', 'middleName', 'lastName'] as const) {
		const name = text[column] ?? '';
		oddities.push([column, name, name.includes('@') || /^[+\d][\d\s/.:T+-]*$/.test(name)]);
	}
	for (const column of ['title', 'department'] as const) {
		const word = text[column] ?? '';
		oddities.push([column, word, word.includes('@') || isDate(word)]);
	}
	for (const column of ['startDate', 'endDate'] as const) {
		const date = text[column] ?? '';
		const isOdd = date !== '' && !isDate(date) && !(column === 'endDate' && /^never$/i.test(date));
		oddities.push([column, date, isOdd]);
	}
	const odd = oddities.find(([, , isOdd]) => isOdd);
	if (odd === undefined) return;
	const [column, value] = odd;
	throw new Net2Error(
		'badInput',
		`The column "${column}" holds ${quoted(value)}, which cannot be one.`,
		'See whether the columns of the list are shifted; dates are written 2026-11-30.',
	);
}

function isDate(text: string): boolean {
	return readWritten(text) !== null;
}
