import type { INodeProperties } from 'n8n-workflow';

/** What Net2 stores of a user, with the site's own labels for custom fields. */
export const fields: INodeProperties = {
	displayName: 'Fields',
	name: 'fields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description:
		'Names, telephone, PIN, flags and custom fields of the user. Fields that you do not add stay as they are.',
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'getUserFields',
			mode: 'add',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
			// The labels of the site replace those of another site, or of a time when it could not be reached.
			refreshStaleSchemaOnOpen: true,
		},
	},
};
