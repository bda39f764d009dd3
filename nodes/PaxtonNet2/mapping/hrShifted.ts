import { hrDataMessages } from '../messages/hrData';
import { failure } from '../net2/errors';
import type { HrColumn } from './hrSynonyms';
import { readWritten } from './siteTime';
import { quoted } from './text';

/** The texts of a line, by column. */
type Texts = Partial<
	Record<
		'firstName' | 'middleName' | 'lastName' | 'department' | 'email' | 'title' | 'phone',
		string
	>
>;

/**
 * Refuses a line whose values are in columns where they cannot belong, as when an export left out a column. Examples
 * are an address in a name, a date in the telephone number, and a title in the email address. One such file would
 * spoil the records of all users in Net2. Date columns have messages of their own (`parseHrDate`). Throws `badInput`.
 */
export function refuseShifted(
	key: string | null,
	text: Texts,
	headerOf: (column: HrColumn) => string,
	line: number,
): void {
	const { email = '', phone = '' } = text;
	const number = key ?? '';
	const checks: Array<[HrColumn, string, boolean]> = [
		['key', number, number.includes('@') || isDate(number)],
		['email', email, email !== '' && !/^[^\s@]+@[^\s@]+$/.test(email)],
		['phone', phone, phone !== '' && (!/\d/.test(phone) || phone.includes('@') || isDate(phone))],
	];
	for (const column of ['firstName', 'middleName', 'lastName'] as const) {
		const name = text[column] ?? '';
		checks.push([column, name, name.includes('@') || /^[+\d][\d\s/.:T+-]*$/.test(name)]);
	}
	for (const column of ['title', 'department'] as const) {
		const word = text[column] ?? '';
		checks.push([column, word, word.includes('@') || isDate(word)]);
	}
	const odd = checks.find(([, , isOdd]) => isOdd);
	if (odd === undefined) return;
	const [column, value] = odd;
	throw failure(hrDataMessages.shifted, { value: quoted(value), line, column: headerOf(column) });
}

function isDate(text: string): boolean {
	return readWritten(text) !== null;
}
