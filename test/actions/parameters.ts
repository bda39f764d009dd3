import type { INodeParameters } from 'n8n-workflow';

/** A resource locator as the editor saves one. */
export function locator(mode: string, value: string): INodeParameters {
	return { __rl: true, mode, value };
}

/** A resource mapper as the editor saves one. */
export function mapper(value: INodeParameters): INodeParameters {
	return { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] };
}
