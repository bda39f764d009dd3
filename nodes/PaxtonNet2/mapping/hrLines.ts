import { hrDataMessages } from '../messages/hrData';
import { failure, type Net2Error } from '../net2/errors';
import { hasEnded, hasStarted, isDated, net2End, net2Start, type HrDate } from './hrDates';
import type { EmploymentStatus } from './hrStatus';
import { instantOf } from './net2Dates';
import { DAY, midnight, wallAt, zoneOf, type Site } from './siteTime';
import { listed, quoted, sameName } from './text';

/** The option 'Several Lines': what to do with several lines of one employee that differ. */
export const SEVERAL_LINES = ['refuse', 'merge'] as const;
export type SeveralLines = (typeof SEVERAL_LINES)[number];

/** One line of the HR list, as far as merging needs it. */
export interface HrLine {
	/** As a spreadsheet counts: the headers are line 1. */
	line: number;
	firstName?: string | undefined;
	lastName?: string | undefined;
	start: HrDate;
	end: HrDate;
	status: EmploymentStatus;
	/** Whether the list marks this line as the employee's main one. */
	primary?: boolean;
	/** Why the line cannot be processed. Its dates and status are then what could be read. */
	error?: Net2Error;
}

/** All lines of one employee as one. */
export interface MergedLines<Line extends HrLine> {
	/** The line whose values count. */
	line: Line;
	/** The numbers of all lines, in the order of the list. */
	lines: number[];
	/** The lines in force today; else the line whose values count. */
	current: Line[];
	start: HrDate;
	end: HrDate;
	status: EmploymentStatus;
	/** Whether every line ends access, so that the employee has left even if there is an error. */
	allEnded: boolean;
	warnings: string[];
	/** Why the lines cannot be processed. If `allEnded`, the user is disabled nevertheless. */
	error?: Net2Error;
}

export interface MergeOptions<Line extends HrLine> {
	key: string;
	severalLines: SeveralLines;
	now: number;
	site: Site;
	/** What a line says, its number apart. Lines that say the same are one line. */
	contentOf: (line: Line) => string;
}

/**
 * Makes one line of all lines of one employee (docs/hr-data.md). The line in force today counts, else the next to
 * start. Among several in force it is the primary one, else the first. The employment lasts as long as its lines
 * follow each other without a gap. Throws nothing.
 */
export function mergeLines<Line extends HrLine>(
	first: Line,
	others: readonly Line[],
	options: MergeOptions<Line>,
): MergedLines<Line> {
	if (others.length === 0) return oneLine(first, options);
	const { now, site } = options;
	const all = [first, ...others];
	const distinct = withoutRepeats(all, options.contentOf).map((line) => timed(line, options));
	const lines = all.map(({ line }) => line);
	const error = refusalOf(distinct, lines, options);
	const open = distinct.filter(
		({ line }) => line.status !== 'left' && !hasEnded(line.end, now, site),
	);
	const allEnded = open.length === 0;
	const base = { lines, allEnded, warnings: [], ...(error !== undefined && { error }) };
	if (allEnded) {
		const { line } = best(distinct, (a, b) => b.end - a.end) ?? timed(first, options);
		const { start, end } = line;
		// An end date that has passed says by itself that the employee has left.
		const status = isDated(end) ? line.status : 'left';
		return { ...base, line, current: [line], start, end, status };
	}
	const inForce = open.filter(({ line }) => hasStarted(line.start, now, site));
	const next = best(open, (a, b) => a.start - b.start) ?? timed(first, options);
	const chosen = best(inForce, () => 0) ?? next;
	const together = inForce.length > 0 ? inForce : open.filter((one) => one.start === chosen.start);
	const { members, later } = employmentOf(together, open);
	return {
		...base,
		line: chosen.line,
		current: inForce.length > 0 ? inForce.map(({ line }) => line) : [chosen.line],
		start: inForce.length > 0 ? earliestStart(members, distinct) : chosen.line.start,
		end: latestEnd(members),
		status: chosen.line.status,
		warnings: later === undefined ? [] : [gap(later.line)],
	};
}

/** An employee with one line, as most have. It says by itself what {@link mergeLines} works out of several. */
function oneLine<Line extends HrLine>(
	line: Line,
	{ now, site }: { now: number; site: Site },
): MergedLines<Line> {
	const { start, end, status, error } = line;
	return {
		lines: [line.line],
		// An end date that has passed says by itself that the employee has left, whatever the status.
		allEnded: status === 'left' || hasEnded(end, now, site),
		warnings: [],
		...(error !== undefined && { error }),
		line,
		current: [line],
		start,
		end,
		status,
	};
}

function withoutRepeats<Line>(all: readonly Line[], contentOf: (line: Line) => string): Line[] {
	const known = new Set<string>();
	return all.filter((line) => {
		const content = contentOf(line);
		if (known.has(content)) return false;
		known.add(content);
		return true;
	});
}

/** A line with its dates as numbers: instants for comparing, and numbers of days for "the day after". */
interface Timed<Line extends HrLine> {
	line: Line;
	/** A blank start is the earliest. */
	start: number;
	startDay: number;
	/** No end is the latest. */
	end: number;
	endDay: number;
}

function timed<Line extends HrLine>(line: Line, { site }: { site: Site }): Timed<Line> {
	const start = isDated(line.start) ? instantOf(net2Start(line.start, site), site) : -Infinity;
	const end = isDated(line.end) ? instantOf(net2End(line.end, site), site) : Infinity;
	const day = (instant: number) =>
		Number.isFinite(instant) ? midnight(wallAt(instant, zoneOf(site))) / DAY : instant;
	return { line, start, startDay: day(start), end, endDay: day(end) };
}

/** The first of the best; the primary line before the others. `compare` is negative if `a` is better. */
function best<One extends { line: HrLine }>(
	lines: readonly One[],
	compare: (a: One, b: One) => number,
): One | undefined {
	let found: One | undefined;
	for (const one of lines) {
		const order = found === undefined ? -1 : compare(one, found);
		// Infinity minus itself: two that have no date are equal.
		const isPrimary = one.line.primary === true && found?.line.primary !== true;
		if (order < 0 || ((order === 0 || Number.isNaN(order)) && isPrimary)) found = one;
	}
	return found;
}

/** The lines that follow each other without a gap from the first ones on. Also the first one after a gap. */
function employmentOf<One extends Timed<HrLine>>(
	first: readonly One[],
	open: readonly One[],
): { members: One[]; later: One | undefined } {
	const members = [...first];
	const known = new Set(first);
	const waiting = open.filter((one) => !known.has(one)).sort((a, b) => a.start - b.start);
	let lastDay = members.reduce((day, { endDay }) => Math.max(day, endDay), -Infinity);
	for (const one of waiting) {
		if (one.startDay > lastDay + 1) return { members, later: one };
		members.push(one);
		lastDay = Math.max(lastDay, one.endDay);
	}
	return { members, later: undefined };
}

/** The latest end. If one line has an end and another goes on after it, there is none, which must be said. */
function latestEnd(members: ReadonlyArray<Timed<HrLine>>): HrDate {
	const last = best(members, (a, b) => b.end - a.end);
	if (last === undefined) return { blank: true };
	if (isDated(last.line.end)) return last.line.end;
	return members.every(({ line }) => 'blank' in line.end) ? last.line.end : { never: true };
}

/** The start of an employment, which began with the first of the lines that follow each other. */
function earliestStart(
	members: ReadonlyArray<Timed<HrLine>>,
	all: ReadonlyArray<Timed<HrLine>>,
): HrDate {
	let first = best(members, (a, b) => a.start - b.start);
	for (const one of all.filter(({ line }) => isDated(line.end)).sort((a, b) => b.end - a.end)) {
		const follows = first !== undefined && one.endDay + 1 >= first.startDay;
		if (follows && first !== undefined && one.start < first.start) first = one;
	}
	return first?.line.start ?? { blank: true };
}

function gap({ line }: HrLine): string {
	return `The employment ends before the one of line ${line} starts, so the user has no access in between.`;
}

function refusalOf<Line extends HrLine>(
	distinct: ReadonlyArray<Timed<Line>>,
	lines: readonly number[],
	{ key, severalLines }: MergeOptions<Line>,
): Net2Error | undefined {
	const [bad] = distinct.flatMap(({ line }) => line.error ?? []);
	if (bad !== undefined) return bad;
	if (distinct.length < 2) return undefined;
	const shown = { lines: listed(lines.map(String)), key: quoted(key) };
	if (severalLines === 'refuse') return failure(hrDataMessages.linesDiffer, shown);
	return haveOneName(distinct.map(({ line }) => line))
		? undefined
		: failure(hrDataMessages.namesDiffer, shown);
}

/** Whether no two lines differ in both first and last name. A blank name differs from nothing. */
function haveOneName(lines: readonly HrLine[]): boolean {
	const named = lines.filter(
		({ firstName, lastName }) => !isBlank(firstName) && !isBlank(lastName),
	);
	const [first] = named;
	if (first === undefined) return true;
	let otherFirst = false;
	let otherLast = false;
	for (const { firstName, lastName } of named) {
		const sameFirst = sameName(firstName ?? null, first.firstName ?? null);
		const sameLast = sameName(lastName ?? null, first.lastName ?? null);
		if (!sameFirst && !sameLast) return false;
		otherFirst ||= !sameFirst;
		otherLast ||= !sameLast;
	}
	// One line shares only the last name with the first line. Another shares only the first name. These two share
	// nothing.
	return !(otherFirst && otherLast);
}

function isBlank(name: string | undefined): boolean {
	return (name ?? '').trim() === '';
}
