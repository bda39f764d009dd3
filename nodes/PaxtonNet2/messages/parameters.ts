import { catalogue } from './message';

const CHECK_EXPRESSION = 'Check its expression.';
const COLUMN_NAMES = "Add each column by its name in 'Column Names'.";
const MAP_FIELDS = 'Map each field by itself.';
const FILE_ARRIVES = 'and that the file reaches this node.';

/** The parameters of the node, as they are for one item. No message repeats a value that may be a PIN. */
export const parameterMessages = catalogue({
	// Any parameter.
	badExpression: {
		reason: 'badInput',
		message: "'{label}' could not be worked out for this item{said}. Nothing was written.",
		remedy: 'Check its expression in the node.',
	},
	empty: {
		reason: 'badInput',
		message: "'{label}' is empty for this item. Nothing was written.",
		remedy: `${CHECK_EXPRESSION} The item has these columns: {columns}.`,
	},
	emptyOfNoColumns: {
		reason: 'badInput',
		message: "'{label}' is empty for this item. Nothing was written.",
		remedy: `${CHECK_EXPRESSION} The item has no columns.`,
	},
	lostSetting: {
		reason: 'badInput',
		message: "The expression of '{label}' gave nothing, so the node does not know its setting.",
		remedy: 'Correct the expression. To use the default, remove the expression.',
	},
	notText: {
		reason: 'badInput',
		message: "'{label}' is {kind}, but must be text. Nothing was written.",
		remedy:
			'Send it as text. Numbers with a fraction or with more than 15 digits have already lost some.',
	},
	notBoolean: {
		reason: 'badInput',
		message: "'{label}' is {kind}, but must be true or false. Nothing was written.",
		remedy: 'Send true or false.',
	},
	notByHand: {
		reason: 'badInput',
		message: "'{label}' contains an expression or text. Nothing was written.",
		remedy: 'Set this switch by hand: on or off.',
	},
	unknownChoice: {
		reason: 'badInput',
		message: "'{label}' has a value that it cannot have. Nothing was written.",
		remedy: 'Use one of: {words}.',
	},
	badNumber: {
		reason: 'badInput',
		message: "'{label}' must be a whole number from {least} to {most}. Nothing was written.",
		remedy: 'Correct the number. If empty, it is {absent}.',
	},
	unknownMode: {
		reason: 'badInput',
		message: `'{label}' has the mode "{mode}", which this node does not have. Nothing was written.`,
		remedy: 'Choose one of: {modes}.',
	},
	hrColumnAsId: {
		reason: 'badInput',
		message: `'{label}' takes the column "{column}" as a Net2 ID, but its name says that it is the {meaning}. Nothing was written.`,
		remedy:
			"Choose '{mode}' in '{label}'. If the column does contain Net2 IDs, name it userId or departmentId.",
	},
	unknownOperation: {
		reason: 'badInput',
		message:
			'This version of the node has no operation "{operation}" for the resource "{resource}". Nothing was written.',
		remedy: "Choose 'Resource' and 'Operation' from the lists in the node, or update the node.",
	},

	// Options.
	optionsNotObject: {
		reason: 'badInput',
		message: "'Options' is {kind}, but must be an object. Nothing was written.",
		remedy: 'Add the options one by one.',
	},
	unclearDryRun: {
		reason: 'badInput',
		message: "'Dry Run' is {kind}, but must be true or false. Nothing was written.",
		remedy:
			"Switch 'Dry Run' on or off, or correct its expression. To write in every case, remove the option.",
	},
	badDuplicateIds: {
		reason: 'badInput',
		message:
			"'Allow Duplicate Of' must list Net2 IDs of users, and takes no expression. Nothing was written.",
		remedy: 'Type the IDs by hand, separated by commas, e.g. 42, 108.',
	},

	// A user.
	userNotLocated: {
		reason: 'badInput',
		message: "'User' does not say how to find the user. Nothing was written.",
		remedy:
			"Choose 'Number', 'From List' or 'Net2 ID', and put the expression into the value only.",
	},
	fieldsMappedAutomatically: {
		reason: 'badInput',
		message: "'Fields' is set to map automatically. Nothing was written.",
		remedy: 'Map each field by itself, because columns are not named as Net2 names its fields.',
	},
	fieldsNotList: {
		reason: 'badInput',
		message: "'Fields' is not a list of fields. Nothing was written.",
		remedy: MAP_FIELDS,
	},
	fieldNotValue: {
		reason: 'badInput',
		message: "'Fields: {field}' is an object or a list. Nothing was written.",
		remedy: 'Give text, a number, true or false.',
	},
	otherName: {
		reason: 'badInput',
		message: "'Name Convention' gives another {part} than 'Fields'. Nothing was written.",
		remedy: "Remove the names from 'Fields'.",
	},
	noLeaveDate: {
		reason: 'badInput',
		message: "'Date' is empty for this item. Nothing was written.",
		remedy:
			"Give the last day with access, switch on 'Withdraw', or set 'Blank End Date' to 'Remove'.",
	},
	noPhotoFile: {
		reason: 'badInput',
		message: `'Input Data Field Name' is "{field}", and the item has no file in that field. Nothing was written.`,
		remedy: `Check its name, ${FILE_ARRIVES}`,
	},
	notUndo: {
		reason: 'badInput',
		message: "'Undo' is not the undo of an earlier output. Nothing was written.",
		remedy: 'Pass the whole undo of an output item, for example {{ $json.undo }}.',
	},

	// Access levels and cards.
	levelsNotList: {
		reason: 'badInput',
		message: "'Access Levels' is neither a list nor text. Nothing was written.",
		remedy: 'Give names as a list, or with commas between.',
	},
	cardNotId: {
		reason: 'badInput',
		message: "'Card' is not the Net2 ID of a card. Nothing was written.",
		remedy: "For a card number choose 'Number'.",
	},
	cardWithoutNumber: {
		reason: 'badInput',
		message: "'Cards' contains a card without a number. Nothing was written.",
		remedy: 'Give each card a number.',
	},

	// The HR list and the mapping table.
	columnNamesNotTable: {
		reason: 'badInput',
		message: "'Column Names' is not a table. Nothing was written.",
		remedy: COLUMN_NAMES,
	},
	columnNamesNotLine: {
		reason: 'badInput',
		message: "'Column Names' has a line that is not a line of a table. Nothing was written.",
		remedy: COLUMN_NAMES,
	},
	rowsNotList: {
		reason: 'badInput',
		message: "'Mapping Table' has rows that are not a list. Nothing was written.",
		remedy:
			'Give a list of objects, e.g. [{ "Department": "HR", "DepartmentNet2": "Human Resources" }].',
	},
	noTableFile: {
		reason: 'badInput',
		message: `'Mapping Table' needs a file in the input data field "{field}", and the item has none. Nothing was written.`,
		remedy: `Check 'Input Data Field Name', ${FILE_ARRIVES}`,
	},

	// Doors, events and the connection.
	doorWithRetries: {
		reason: 'badInput',
		message:
			"'Retry On Fail' is on in the settings of this node. The node never opens a door a second time by itself. Nothing was written.",
		remedy: "Switch off 'Retry On Fail' in the settings of this node.",
	},
	unknownEventType: {
		reason: 'badInput',
		message: "'Types' contains a type of event that does not exist. Nothing was written.",
		remedy: 'Use {types}, or event types of Net2 by number, such as 28.',
	},
	noEvents: {
		reason: 'badInput',
		message: "'Events' names no events. Nothing was written.",
		remedy: 'Choose one or several of {kinds}.',
	},
	codeNotText: {
		reason: 'badInput',
		message: "'Code' is a number and may have lost its leading zeros. Nothing was written.",
		remedy: 'Pass the code as text, for example from a text field of a form.',
	},
});
