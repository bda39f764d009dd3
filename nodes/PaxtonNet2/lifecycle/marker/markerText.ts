import type { LeftEntry, MarkerEntries, TemporaryEntry } from './markerEntries';

/**
 * The words of a marker, for example ` list left=20261129L/2/1+2+t3 until=4@20261201T1600Z rules=1+2`. They are short
 * because the usual custom field of Net2 takes 50 characters (docs/net2-api.md).
 */
const WORDS =
	/^(?: list(?:=(?<list>[A-Za-z0-9_-]{1,16}))?(?<listed>))?(?: left=(?<end>\d{8}(?:T\d{4}(?:\d\d)?)?)(?<cause>[LO])\/(?<department>\d*)\/(?<levels>(?:t?\d+(?:\+t?\d+)*)?)(?:\/(?<doors>\d+))?)?(?: until=(?<until>\d+@\d{8}T\d{4}(?:\d\d)?Z(?:\+\d+@\d{8}T\d{4}(?:\d\d)?Z)*))?(?: rules=(?<rules>\d+(?:\+\d+)*))?$/;

/** The entries as words, each with a blank before it. */
export function formatEntries({ list, left, temporary, ruleLevels }: MarkerEntries): string {
	const words = [
		list === null ? '' : list === '' ? ' list' : ` list=${list}`,
		left === null ? '' : ` left=${formatLeft(left)}`,
		temporary.length === 0 ? '' : ` until=${temporary.map(formatTemporary).join('+')}`,
		ruleLevels.length === 0 ? '' : ` rules=${ruleLevels.join('+')}`,
	];
	return words.join('');
}

/** The entries of such words; undefined if they are not exactly such words. */
export function parseEntries(words: string): MarkerEntries | undefined {
	const found = WORDS.exec(words)?.groups;
	if (found === undefined) return undefined;
	const { list, listed, end, cause, department = '', levels = '', doors = '0' } = found;
	const { until, rules } = found;
	const levelWords = levels === '' ? [] : levels.split('+');
	const temporary = (until?.split('+') ?? []).map(parseTemporary);
	if (temporary.some(({ until: instant }) => Number.isNaN(instant))) return undefined;
	const left: LeftEntry | null =
		end === undefined
			? null
			: {
					endDate: expandDate(end),
					cause: cause === 'L' ? 'list' : 'operation',
					departmentId: department === '' ? null : Number(department),
					levelIds: levelWords.filter((word) => !word.startsWith('t')).map(Number),
					temporaryLevelIds: levelWords
						.filter((word) => word.startsWith('t'))
						.map((word) => Number(word.slice(1))),
					doors: Number(doors),
				};
	return {
		list: listed === undefined ? null : (list ?? ''),
		left,
		temporary,
		ruleLevels: rules === undefined ? [] : rules.split('+').map(Number),
	};
}

function formatLeft(left: LeftEntry): string {
	const levels = [...left.levelIds, ...left.temporaryLevelIds.map((id) => `t${id}`)].join('+');
	const doors = left.doors === 0 ? '' : `/${left.doors}`;
	const cause = left.cause === 'list' ? 'L' : 'O';
	return `${shortDate(left.endDate)}${cause}/${left.departmentId ?? ''}/${levels}${doors}`;
}

function formatTemporary({ levelId, until }: TemporaryEntry): string {
	const wall = new Date(until).toISOString().slice(0, 19);
	const time = shortDate(wall);
	return `${levelId}@${time.length === 8 ? `${time}T0000` : time}Z`;
}

function parseTemporary(text: string): TemporaryEntry {
	const [levelId, time = ''] = text.split('@');
	return { levelId: Number(levelId), until: Date.parse(`${expandDate(time.slice(0, -1))}Z`) };
}

/** `2026-11-29T23:59:00` as `20261129T2359`, at midnight as `20261129`. */
function shortDate(wall: string): string {
	const digits = wall.replace(/[-:]/g, '');
	if (digits.endsWith('T000000')) return digits.slice(0, 8);
	return digits.endsWith('00') ? digits.slice(0, 13) : digits;
}

function expandDate(short: string): string {
	const [day = '', time = ''] = short.split('T');
	const clock = time.padEnd(6, '0');
	return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`;
}
