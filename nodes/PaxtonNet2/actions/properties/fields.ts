import type { INodeProperties } from 'n8n-workflow';

/** What Net2 keeps of a person, under the labels the site gave its own fields. */
export const fields: INodeProperties = {
	displayName: 'Fields',
	name: 'fields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description:
		'Names, telephone, PIN, flags and custom fields of the user. Fields that are not listed stay as they are.',
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'getUserFields',
			mode: 'add',
			fieldWords: { singular: 'field', plural: 'fields' },
			addAllFields: true,
			multiKeyMatch: false,
			supportAutoMap: false,
		},
	},
};
