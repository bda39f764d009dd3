import type { INodeProperties } from 'n8n-workflow';

function reportOption(carrier: string, description: string): INodeProperties {
	return {
		displayName: 'Report',
		name: 'report',
		type: 'options',
		options: [
			{
				name: 'HTML Page',
				value: 'html',
				description: `Adds the page to the ${carrier}, in the binary property report`,
			},
			{ name: 'None', value: 'none', description: 'Returns the items without a page' },
		],
		default: 'none',
		description,
	};
}

/** A page of what single steps do, or would do. */
export const report = reportOption(
	'first item',
	'Whether to add a page that shows each user before and after the change. The page shows names. The node uses the value of the first item.',
);

/** A page of what a whole list does, from which a manager approves it. */
export const listReport = reportOption(
	'summary',
	'Whether to add a page from which a manager can approve the plan. It shows who joins, moves and leaves, and the safety limits. If a group has more than 50 users, the rest is in the binary property reportCsv.',
);

export const reportLanguage: INodeProperties = {
	displayName: 'Report Language',
	name: 'reportLanguage',
	type: 'options',
	displayOptions: { show: { report: ['html'] } },
	options: [
		{ name: 'Dutch', value: 'nl' },
		{ name: 'English', value: 'en' },
	],
	default: 'en',
	description: 'Language of the page that Report adds',
};
