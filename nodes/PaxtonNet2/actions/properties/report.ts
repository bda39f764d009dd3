import type { INodeProperties } from 'n8n-workflow';

function builderFor(carrier: string, description: string): INodeProperties {
	return {
		displayName: 'Report',
		name: 'report',
		type: 'options',
		options: [
			{
				name: 'HTML Page',
				value: 'html',
				description: `An HTML page for people, in the field report of the ${carrier}`,
			},
			{ name: 'None', value: 'none', description: 'The items alone' },
		],
		default: 'none',
		description,
	};
}

/** A page of what single steps do, or would do. */
export const report = builderFor(
	'first item',
	'Whether to add a page that shows each user before and after. The first item decides.',
);

/** A page about a whole list. */
export const listReport = builderFor(
	'summary',
	'Whether to add a page that shows joiners, movers and leavers and the safety limits, to approve the plan from',
);
