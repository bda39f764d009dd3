import { catalogue } from './message';

const WRITE_ISO = 'Write the date as 2026-12-31.';
const OR_NO_START = 'Correct the start date, or leave the cell empty.';
const OTHER_ORDER = "Correct the date, or set 'Date Order' to the order that the HR list uses.";
const NO_KEY = 'No column is the personnel number. The columns are: {columns}.';

/** The HR list: its columns, and the values of a line. */
export const hrDataMessages = catalogue({
	// Columns.
	noKeyColumn: {
		reason: 'unknownColumn',
		message: NO_KEY,
		remedy: "Assign the column in 'Column Names' to 'key'. A column 'id' is never taken for it.",
	},
	titleForHeaders: {
		reason: 'unknownColumn',
		message: NO_KEY,
		remedy:
			"The first line seems to be a title. Set 'Range' in 'Extract from File' so that it begins with the headers, e.g. \"A2:Z\".",
	},
	unclearLeaving: {
		reason: 'unknownColumn',
		message:
			"The column '{column}' looks like an end date or a status, and the node does not know its meaning.",
		remedy:
			"Assign it in 'Column Names': to 'endDate' or 'status', or to 'ignore' if it says nothing about leaving.",
	},
	severalCandidates: {
		reason: 'unknownColumn',
		message: 'Several columns can be the {meaning}: {columns}.',
		remedy: "Assign one of them to '{name}' in 'Column Names'.",
	},
	hiddenValues: {
		reason: 'unknownColumn',
		message:
			"The column '{column}' is the {meaning}, but in some lines only '{other}' has a value.",
		remedy: "Assign '{other}' in 'Column Names': to '{name}', or to 'ignore'.",
	},
	severalMeanings: {
		reason: 'unknownColumn',
		message: "'Column Names' gives more than one meaning to '{column}', or names several columns.",
		remedy: "Keep one line for each column in 'Column Names', and spell it as the HR list does.",
	},
	twoLastNames: {
		reason: 'unknownColumn',
		message: "The last name can come from '{column}' or be composed with '{part}'.",
		remedy:
			"Assign '{column}' in 'Column Names' to 'ownName' or 'ignore', or '{part}' to 'ignore'.",
	},

	// Lines.
	linesDiffer: {
		reason: 'duplicateKey',
		message:
			'Lines {lines} of the HR list have the personnel number {key} and differ. None of them was processed.',
		remedy: "Leave one line per employee in the HR list, or set 'Several Lines' to 'Merge'.",
	},
	namesDiffer: {
		reason: 'duplicateKey',
		message:
			'Lines {lines} of the HR list have the personnel number {key}, but different first and last names. None of them was processed.',
		remedy: 'Correct the personnel number of one of them in the HR data.',
	},

	// Cells.
	notText: {
		reason: 'badInput',
		message: 'The value {place} is {kind} and not text.',
		remedy: 'Map the text itself, e.g. its name, in the node that reads the HR data.',
	},
	shifted: {
		reason: 'badInput',
		message: "The value {value} in line {line} cannot belong in column '{column}'.",
		remedy: 'Check whether the columns of the HR list are shifted.',
	},
	unknownStatus: {
		reason: 'badInput',
		message: 'The status {status} {place} is unknown.',
		remedy:
			"If it means that the employee has left, add it to 'Leaver Statuses'. Else write active in the HR list.",
	},

	// Dates.
	notADate: {
		reason: 'badInput',
		message: 'The value {value} {place} is not a date.',
		remedy: WRITE_ISO,
	},
	noSuchTime: {
		reason: 'badInput',
		message: 'The value {value} {place} is not a date and time that exist.',
		remedy: `Correct the date. ${WRITE_ISO}`,
	},
	numberNotADate: {
		reason: 'badInput',
		message: 'The value {value} {place} is a number that is not a date.',
		remedy: `${WRITE_ISO} A spreadsheet's own number for a day lies between 20000 and 80000.`,
	},
	yearNotFirst: {
		reason: 'badInput',
		message:
			'The value {value} {place} does not begin with the year, so day and month can be mixed up.',
		remedy: "Set 'Date Order' to the order that the HR list uses, or write 2026-12-31.",
	},
	notDayFirst: {
		reason: 'badInput',
		message: 'The value {value} {place} is not a date with the day first.',
		remedy: OTHER_ORDER,
	},
	notMonthFirst: {
		reason: 'badInput',
		message: 'The value {value} {place} is not a date with the month first.',
		remedy: OTHER_ORDER,
	},
	neverForStart: {
		reason: 'badInput',
		message: 'The value {value} {place} means "no end" and cannot be a start date.',
		remedy: OR_NO_START,
	},
	earlyStart: {
		reason: 'badInput',
		message: 'The start date {value} {place} lies before 1900, and Net2 reads such a date as none.',
		remedy: OR_NO_START,
	},
	earlyEnd: {
		reason: 'badInput',
		message: 'The end date {value} {place} lies before 1971, so it is not used to disable a user.',
		remedy: 'Correct the end date. Leave the cell empty if there is no end date.',
	},
	endBeforeStart: {
		reason: 'badInput',
		message: 'In line {line} the end date {end} is before the start date {start}.',
		remedy: 'Correct one of the dates in the HR data.',
	},
});
