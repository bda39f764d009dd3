import { updateDisplayOptions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';
import { synchronize } from '../../lifecycle';
import { readSafetyLimits } from '../../lifecycle/safetyLimits';
import type { Settings } from '../../lifecycle/synchronize/settings';
import type { OperationRunner } from '../operationRunner';
import { cardReader } from '../cardList';
import { departmentTranslation } from '../readDepartment';
import type { Item } from '../item';
import { levelList } from '../levelList';
import { withCards } from '../properties/card';
import { leaverDepartment } from '../properties/department';
import { allowApplyFromWorkflow } from '../properties/allowFromWorkflow';
import { includeCards, listSyncOptions } from '../properties/options';
import {
	leaversFirst,
	listKind,
	departmentColumn,
	missing,
	mode,
	reopen,
	safetyLimits,
	safetyLimitsNotice,
	scope,
} from '../properties/synchronize';
import { correlationField } from '../properties/user';
import { badInput, booleanOf, choiceOf, isRecord, wholeNumberOf } from '../values';

const properties: INodeProperties[] = [
	{
		displayName:
			'All input items together are the HR list, one person each, with the columns key, firstName, middleName, lastName, department, email, title, phone, startDate, endDate, accessLevels, cards, eventId. A column that is not there, or empty, keeps what Net2 has; the word never as endDate takes an end back that lies ahead.',
		name: 'synchronizeNotice',
		type: 'notice',
		default: '',
	},
	...mode,
	correlationField,
	...departmentColumn,
	missing,
	{
		...leaverDepartment,
		description:
			'The department for people who have left, if you keep one; leavers are moved there. Empty: their department stays.',
	},
	reopen,
	listKind,
	scope,
	safetyLimitsNotice,
	safetyLimits,
	leaversFirst,
	allowApplyFromWorkflow,
	withCards(listSyncOptions, [includeCards]),
];

export const description = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['synchronize'] } },
	properties,
);

/** A model may plan; it never applies (rule 9). */
export async function execute(runner: OperationRunner): Promise<INodeExecutionData[]> {
	return await runner.runBatch<Settings>({
		read: settingsOf,
		run: async (run, rows, settings) => await synchronize(run, rows, settings),
	});
}

async function settingsOf(item: Item): Promise<Settings> {
	const planId = item.text('planId', 'Plan ID');
	const approvedBy = item.text('approvedBy', 'Approved By');
	return {
		mode: choiceOf(item.fixedText('mode'), 'Mode', ['plan', 'apply', 'applyApproved']),
		...(planId !== undefined && { planId }),
		...(approvedBy !== undefined && { approvedBy }),
		limits: readSafetyLimits(item.value('safetyLimits') ?? {}),
		leaversFirst: item.boolean('leaversFirst', 'Leavers First'),
		listKind: item.choice('listKind', 'List Contains', ['full', 'changes']),
		scope: levelList(item.value('scope')),
		missing: item.choice('missing', 'Missing From the List', ['ignore', 'report', 'disable']),
		reopen: item.boolean('reopen', 'Re-Enable Returning Users'),
		leaverDepartment: item.department('leaverDepartment', 'Leaver Department'),
		protect: levelList(item.value('options.protect')),
		correlationField: item.correlationField(),
		markerField: item.markerField(),
		emailField: item.text('options.emailField', 'E-Mail Field'),
		titleField: item.text('options.titleField', 'Title Field'),
		departmentOf: await departmentTranslation(item),
		levelsOf: levelList,
		cardsOf: cardReader(item),
		includeCards: booleanOf(item.value('options.includeCards'), 'Include Card Numbers', false),
		options: item.options(),
		// All that n8n lets a node show while it runs: the console of the browser, in a run from the editor.
		onProgress: (message) => item.context.sendMessageToUI(message),
	};
}
