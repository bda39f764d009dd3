import type { INodeProperties } from 'n8n-workflow';

/** One or several levels by name, because ids shift when levels are deleted. */
export const accessLevels: INodeProperties = {
	displayName: 'Access Level Names or IDs',
	name: 'accessLevels',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getAccessLevels' },
	default: [],
	description:
		'Names as Net2 shows them, as a list or separated by commas. Put a name with a comma in double quotes. Write an ID as ID:4. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
