import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { HR_COLUMNS, type ColumnAssignment } from '../../mapping/hrColumns';
import { SEVERAL_LINES } from '../../mapping/hrLines';
import { synchronize } from '../../lifecycle/synchronize/synchronize';
import { limitNames, readSafetyLimits } from '../../lifecycle/safetyLimits';
import type { Settings } from '../../lifecycle/synchronize/settings';
import { parameterMessages } from '../../messages/parameters';
import { failure } from '../../net2/errors';
import type { OperationRunner } from '../operationRunner';
import { cardReader } from '../cardList';
import { departmentTranslation } from '../readDepartment';
import type { Item } from '../item';
import { levelList } from '../levelList';
import { blankEndDate } from '../properties/dates';
import { leaverDepartment } from '../properties/department';
import { allowApplyFromWorkflow } from '../properties/allowFromWorkflow';
import { listSyncOptions } from '../properties/options';
import {
	leaversFirst,
	listKind,
	departmentColumn,
	emailField,
	missing,
	mode,
	reopen,
	safetyLimits,
	safetyLimitsNotice,
	scope,
	titleField,
} from '../properties/synchronize';
import {
	columnNames,
	leaverStatuses,
	listNameConvention,
	severalLines,
} from '../properties/hrList';
import { correlationField } from '../properties/user';
import { booleanOf, choiceOf, isRecord, textOf } from '../values';

const properties: INodeProperties[] = [
	{
		displayName:
			'All input items together are the HR list, one line each. The node recognises the usual names of columns in English, Dutch and German. A column that is missing or empty keeps what Net2 has. The word "never" as end date removes an end date that is in the future',
		name: 'synchronizeNotice',
		type: 'notice',
		default: '',
	},
	...mode,
	correlationField,
	emailField,
	titleField,
	columnNames,
	severalLines,
	leaverStatuses,
	{
		...blankEndDate,
		description: 'What a blank end date means, if the list has that column',
	},
	listNameConvention,
	...departmentColumn,
	missing,
	{
		...leaverDepartment,
		description: 'The department that leavers are moved to. Leave empty to keep their department.',
	},
	reopen,
	listKind,
	scope,
	safetyLimitsNotice,
	safetyLimits,
	leaversFirst,
	allowApplyFromWorkflow,
	listSyncOptions,
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['synchronize'] } },
	properties,
);

/** A model may plan; it never applies (docs/safety-rules.md, rule 9). */
export function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return runner.runBatch<Settings>({
		read: settingsOf,
		run: synchronize,
	});
}

async function settingsOf(item: Item): Promise<Settings> {
	const planId = item.text('planId', 'Plan ID');
	const approvedBy = item.text('approvedBy', 'Approved By');
	return {
		mode: choiceOf(item.stored('mode'), 'Mode', ['plan', 'apply', 'applyApproved']),
		...(planId !== undefined && { planId }),
		...(approvedBy !== undefined && { approvedBy }),
		limits: limitsOf(item),
		leaversFirst: item.switched('leaversFirst', 'Leavers First'),
		listKind: item.chosen('listKind', 'List Contains', ['full', 'changes']),
		scope: item.names('scope', 'Scope'),
		missing: item.chosen('missing', 'Missing From the List', ['ignore', 'report', 'disable']),
		reopen: item.boolean('reopen', 'Re-Enable Returning Users'),
		leaverDepartment: item.leaverDepartment(),
		protect: item.names('options.protect', 'Protect'),
		correlationField: item.correlationField(),
		columnNames: columnAssignments(item),
		severalLines: item.choice('severalLines', 'Several Lines', SEVERAL_LINES),
		leaverStatuses: item.names('leaverStatuses', 'Leaver Statuses'),
		nameConvention: item.text('nameConvention', 'Name Convention')?.trim(),
		blankEndDate: item.blankEndDate(),
		markerField: textOf(item.setting('options.markerField', 'Marker Field'), 'Marker Field'),
		emailField: item.text('emailField', 'Email Field'),
		titleField: item.text('titleField', 'Title Field'),
		departmentOf: await departmentTranslation(item),
		levelsOf: levelList,
		cardsOf: cardReader(item),
		includeCards: booleanOf(item.value('options.includeCards'), 'Include Card Numbers', false),
		options: item.options(),
		// All that n8n lets a node show while it runs. It appears in the console of the browser, in a run from the
		// editor.
		onProgress: (message) => item.context.sendMessageToUI(message),
	};
}

/** A limit whose expression gives nothing is not the default limit. */
function limitsOf(item: Item): Settings['limits'] {
	for (const name of limitNames()) item.setting(`safetyLimits.${name}`, `Safety Limits: ${name}`);
	return readSafetyLimits(item.value('safetyLimits') ?? {});
}

/** The table 'Column Names'. A line whose expression gives nothing would leave a column out. */
function columnAssignments(item: Item): ColumnAssignment[] {
	const value = item.value('columnNames');
	const lines = isRecord(value) ? (value['columns'] ?? []) : (value ?? []);
	if (!Array.isArray(lines)) throw failure(parameterMessages.columnNamesNotTable);
	return lines.flatMap((line: unknown, index) => {
		if (!isRecord(line)) throw failure(parameterMessages.columnNamesNotLine);
		item.setting(`columnNames.columns[${index}].column`, 'Column Names: Column');
		item.setting(`columnNames.columns[${index}].means`, 'Column Names: Meaning');
		const column = textOf(line['column'], 'Column Names: Column')?.trim();
		if (column === undefined) return [];
		return [
			{
				column,
				means: choiceOf(line['means'], 'Column Names: Meaning', ['ignore', ...HR_COLUMNS]),
			},
		];
	});
}
