import { hrDataMessages } from '../messages/hrData';
import { failure } from '../net2/errors';
import { hasEnded, isDated, type HrDate } from './hrDates';
import { foldHeader } from './hrSynonyms';
import type { Site } from './siteTime';
import { cleanText, kindOf, placeOf, quoted, refuseLostCharacters } from './text';

/** What a status column says. `blank`: nothing. */
export type EmploymentStatus = 'present' | 'left' | 'blank';

const LEFT = wordSet(`false 0 no nee nein inactive inactief inaktiv disabled terminated uitdienst
	ausgetreten ausgeschieden`);

/** A leave of absence is among them: the employee is still employed (docs/hr-data.md). */
const PRESENT =
	wordSet(`true 1 yes ja y j active actief aktiv enabled employed present current working indienst
	werkzaam beschäftigt angestellt hired onboarding preboarding probation proeftijd probezeit
	leave onLeave leaveOfAbsence activeOnLeave paidLeave unpaidLeave parentalLeave maternityLeave paternityLeave
	sickLeave medicalLeave gardenLeave sabbatical sick longTermSick absent
	verlof metVerlof onbetaaldVerlof ouderschapsverlof zwangerschapsverlof ziekteverlof ziek afwezig
	beurlaubt urlaub elternzeit mutterschutz krank abwesend`);

function wordSet(words: string): ReadonlySet<string> {
	return new Set(words.split(/\s+/).map(foldHeader));
}

export interface StatusOptions {
	/** Values of the option 'Leaver Statuses', which also mean "has left". They win over known values. */
	leaverStatuses?: readonly string[];
	/** The header of the column and the line, for messages. */
	header?: string;
	line?: number;
}

/**
 * Reads a cell of a column `status` or `active` (docs/hr-data.md), whatever its case, blanks and hyphens.
 * Throws `badInput` for a value that is known neither as present nor as left.
 */
export function readStatus(value: unknown, options: StatusOptions = {}): EmploymentStatus {
	const { leaverStatuses = [], header = 'status' } = options;
	const place = placeOf(header, options.line);
	if (value === null || value === undefined) return 'blank';
	const isWord = ['string', 'number', 'boolean'].includes(typeof value);
	const text = isWord ? cleanText(String(value)) : '';
	if (isWord) refuseLostCharacters(text, place);
	if (isWord && text === '') return 'blank';
	// Without this, -1 would read as 1.
	const word = /^[-+]?[\d.,]/.test(text) && text !== '0' && text !== '1' ? '' : foldHeader(text);
	if (leaverStatuses.some((known) => isSame(known, text, word))) return 'left';
	if (word !== '') {
		if (LEFT.has(word)) return 'left';
		if (PRESENT.has(word)) return 'present';
	}
	throw failure(hrDataMessages.unknownStatus, {
		status: isWord ? quoted(text) : kindOf(value),
		place,
	});
}

/** Whether two statuses are the same: as written, or without case, blanks and hyphens. */
function isSame(known: string, text: string, word: string): boolean {
	return cleanText(known) === text || (word !== '' && foldHeader(known) === word);
}

/** What the end date and the status of an employee say together. */
export interface Employment {
	/** Whether the employee has left by now. */
	hasLeft: boolean;
	/** The column that decides it. */
	because?: 'endDate' | 'status';
	/** The end to write. `blank`: the list says nothing; with `hasLeft`, the leaver leaves now. */
	end: HrDate;
	warning?: string;
}

/**
 * Decides whether an employee has left (docs/hr-data.md). A past end date wins over "active". "Has left"
 * without an end date is a leaver now. With a future end date and "has left", the end date is kept.
 */
export function readEmployment(
	employee: { status: EmploymentStatus; end: HrDate },
	at: { now: number; site: Site },
): Employment {
	const { status, end } = employee;
	if (hasEnded(end, at.now, at.site)) return { hasLeft: true, because: 'endDate', end };
	if (status !== 'left') return { hasLeft: false, end };
	if (!isDated(end)) return { hasLeft: true, because: 'status', end: { blank: true } };
	return {
		hasLeft: false,
		end,
		warning:
			'The status says that the employee has left, but the end date is in the future. The end date is used.',
	};
}
