import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

const HEAD = [
	'| Parameter | Name | Default | Shown | What it is |',
	'| --- | --- | --- | --- | --- |',
];

/**
 * A table of parameters, those inside of a collection below it.
 *
 * @param shownAnyway conditions that are true on this page and need no word
 */
export function parameterTable(properties: INodeProperties[], shownAnyway: string[]): string[] {
	return [...HEAD, ...properties.flatMap((property) => rowsOf(property, shownAnyway, '', ''))];
}

function rowsOf(
	property: INodeProperties,
	shownAnyway: string[],
	above: string,
	path: string,
): string[] {
	if (property.type === 'notice') return [];
	const label = `${above}${property.displayName}${property.required === true ? ' (required)' : ''}`;
	const name = `${path}${property.name}`;
	const row = [
		label,
		`\`${name}\``,
		defaultOf(property),
		shownOf(property, shownAnyway),
		meaningOf(property),
	];
	const options =
		property.type === 'collection' ? (property.options ?? []).filter(isParameter) : [];
	// An option of a group has several forms (actions/properties/options.ts); the first says when it is offered.
	const inside = options.filter(
		(one, n) => options.findIndex(({ name: other }) => other === one.name) === n,
	);
	return [
		`| ${row.map(cell).join(' | ')} |`,
		...inside.flatMap((one) => rowsOf(one, shownAnyway, `${property.displayName} → `, `${name}.`)),
	];
}

/** The warnings that the editor shows above the parameters. */
export function noticesOf(properties: INodeProperties[]): string[] {
	return properties.filter(({ type }) => type === 'notice').map((one) => plain(one.displayName));
}

type Inside = INodeProperties | INodePropertyOptions | INodePropertyCollection;

function isParameter(one: Inside): one is INodeProperties {
	return 'type' in one;
}

function isChoice(one: Inside): one is INodePropertyOptions {
	return 'value' in one;
}

function defaultOf({ type, default: value }: INodeProperties): string {
	if (type === 'resourceLocator' || type === 'resourceMapper') return '';
	const empty = value === '' || value === undefined || value === null;
	if (empty || type === 'collection' || (Array.isArray(value) && value.length === 0)) return '';
	if (type === 'boolean') return value === true ? 'on' : 'off';
	return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

const ADVANCED = '/options.advanced';

/** When it can be seen at all; empty: always. */
function shownOf({ displayOptions }: INodeProperties, shownAnyway: string[]): string {
	if (displayOptions?.show?.[ADVANCED] !== undefined) return "with 'Advanced Options'";
	const common = [...shownAnyway, ADVANCED];
	const conditions = (verb: string, under: object = {}) =>
		Object.entries(under)
			.filter(([name]) => !common.includes(name))
			.map(([name, values]: [string, unknown]) =>
				name === '@tool'
					? toolCondition(verb === 'is', values)
					: `${name} ${verb} ${oneOf(values)}`,
			);
	return [
		...conditions('is', displayOptions?.show),
		...conditions('is not', displayOptions?.hide),
	].join(', ');
}

function toolCondition(isShown: boolean, values: unknown): string {
	const isTool = JSON.stringify(values) === '[true]';
	return isShown === isTool ? 'as a tool of an AI agent' : 'except as a tool of an AI agent';
}

function oneOf(values: unknown): string {
	const list: unknown[] = Array.isArray(values) ? values : [values];
	return list.map((value) => `\`${JSON.stringify(value).replaceAll('"', '')}\``).join(' or ');
}

function meaningOf(property: INodeProperties): string {
	const choices = (property.options ?? []).filter(isChoice).map((choice) => {
		const what = choice.description === undefined ? '' : `: ${plain(choice.description)}`;
		return `_${choice.name}_ (\`${String(choice.value)}\`)${what}`;
	});
	const modes = (property.modes ?? []).map(
		({ displayName, name }) => `_${displayName}_ (\`${name}\`)`,
	);
	return [
		plain(property.description ?? ''),
		plain(property.hint ?? ''),
		property.noDataExpression === true && property.type !== 'resourceMapper'
			? 'Takes no expression.'
			: '',
		modes.join(', '),
		...choices,
	]
		.filter((text) => text !== '')
		.join('<br>');
}

/** Without n8n's links and marks of its own, which mean nothing outside of the editor. */
function plain(text: string): string {
	return text
		.replace(/<a href="([^"]+)"[^>]*>([^<]+)<\/a>/g, '[$2]($1)')
		.replace(/<\/?(b|strong|code|i|em)>/g, '')
		.replace(/\{\{[^}]*\}\}/g, (expression) => `\`${expression}\``);
}

export function cell(text: string): string {
	return text
		.replaceAll('|', '\\|')
		.replace(/\s*\n\s*/g, ' ')
		.trim();
}
