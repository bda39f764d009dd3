import { catalogue } from './message';

const COLUMNS = 'Its columns are: {columns}.';

/** The table that maps departments and codes of HR to those of Net2. */
export const mappingTableMessages = catalogue({
	// The file.
	notUtf8: {
		reason: 'badInput',
		message:
			'The table has characters that were lost because of a wrong encoding: it is not UTF-8.',
		remedy: 'Save the file as "CSV UTF-8", or choose its encoding where it is read.',
	},
	spreadsheet: {
		reason: 'badInput',
		message: 'The file of the mapping table is not a CSV file but a spreadsheet or an archive.',
		remedy: "Read it with 'Extract from File', and pass its rows with 'Source' set to 'Rows'.",
	},
	binaryFile: {
		reason: 'badInput',
		message: 'The file of the mapping table is not text in UTF-8 or Windows-1252.',
		remedy: 'Save the file as "CSV UTF-8".',
	},
	noCsv: {
		reason: 'badInput',
		message: 'The table is no CSV.',
		remedy: 'Check the CSV text.',
	},
	unevenLine: {
		reason: 'badInput',
		message: 'Line {line} of the table has more or fewer columns than the header.',
		remedy:
			'Give every line as many columns as the header, and quote values that contain the separator.',
	},
	openQuote: {
		reason: 'badInput',
		message: 'A quoted value of the table is not closed.',
		remedy: 'Add the missing ".',
	},
	quoteInside: {
		reason: 'badInput',
		message: 'Line {line} of the table has a quote in the middle of a value.',
		remedy: 'Put the whole value in double quotes and write "" for a quote inside it.',
	},

	// Its headers and rows.
	empty: {
		reason: 'badInput',
		message: 'The table is empty.',
		remedy: 'Give a header line and at least one row.',
	},
	noHeader: {
		reason: 'badInput',
		message: 'Column {number} of the table has no header.',
		remedy:
			"Give every column a header. If the first line is a title, set 'Range' in 'Extract from File' to begin below it.",
	},
	headerTwice: {
		reason: 'badInput',
		message: 'The table has the header {header} twice.',
		remedy: 'Rename one of the columns.',
	},
	rowNotObject: {
		reason: 'badInput',
		message: 'Row {row} of the table is {kind}.',
		remedy: 'Give each row as an object of headers and values.',
	},
	cellNotText: {
		reason: 'badInput',
		message: '"{column}" in row {row} of the table is {kind}.',
		remedy: 'Give every cell of the table as text.',
	},
	neitherYesNorNo: {
		reason: 'badInput',
		message: '"{column}" in row {row} of the table is {word}, which is neither yes nor no.',
		remedy: 'Write yes or no. An empty cell means no.',
	},
	noRows: {
		reason: 'badInput',
		message: 'The mapping table has no rows.',
		remedy: 'Give a table with one row for each value to map.',
	},
	unknownColumn: {
		reason: 'badInput',
		message: 'The mapping table has no column {column}.',
		remedy: COLUMNS,
	},
	nearColumn: {
		reason: 'badInput',
		message: 'The mapping table has no column {column}.',
		remedy: `There is {near}. ${COLUMNS}`,
	},
	severalColumns: {
		reason: 'badInput',
		message: 'The mapping table has several columns that read {column}.',
		remedy: COLUMNS,
	},

	// What it says about a value.
	nothingToLookUp: {
		reason: 'unknownDepartment',
		message: 'The department to look up is empty.',
		remedy: 'Give a value of column "{column}".',
	},
	noRow: {
		reason: 'unknownDepartment',
		message: 'No row of the mapping table has the department {value} in column "{column}".',
		remedy: 'Add a row for {value} to the table, or correct the HR data.',
	},
	nearRow: {
		reason: 'unknownDepartment',
		message: 'No row of the mapping table has the department {value} in column "{column}".',
		remedy:
			'The table has {near}. Leading zeros count, and a spreadsheet drops them: format both columns as text.',
	},
	severalRows: {
		reason: 'unknownDepartment',
		message: '{count} rows of the mapping table have the department {value} in column "{column}".',
		remedy: 'Keep one row for {value}.',
	},
	noAnswer: {
		reason: 'unknownDepartment',
		message:
			'The mapping table\'s row for the department {value} has no value in column "{column}".',
		remedy: 'Fill in column "{column}".',
	},
	noLevel: {
		reason: 'badInput',
		message: 'The mapping table has no access level for {value} in column "{column}".',
		remedy: 'Fill in the level, or write - if this value has no access level.',
	},
	levelAndNone: {
		reason: 'badInput',
		message: 'The mapping table gives both an access level and "-" for {value}.',
		remedy: 'Keep either the levels or the "-" in column "{column}".',
	},
});
