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
				description: `A page for people, in the binary property report of the ${carrier}`,
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
	'Whether to add a page that shows everybody before and after, for looking at, mailing and printing. Taken from the first item.',
);

/** A page of what a whole list comes to. */
export const listReport = builderFor(
	'summary',
	'Whether to add a page that shows who joins, moves and leaves, and what the brakes say, for looking at before approving',
);
