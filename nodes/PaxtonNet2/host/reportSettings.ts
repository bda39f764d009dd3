import type { IExecuteFunctions } from 'n8n-workflow';
import * as v from 'valibot';
import type { ListSettings } from '../planReport/input';

const Name = v.union([
	v.string(),
	v.pipe(
		v.object({
			value: v.union([v.string(), v.number()]),
			cachedResultName: v.optional(v.string()),
		}),
		v.transform(({ value, cachedResultName }) => cachedResultName ?? String(value)),
	),
]);
const Names = v.union([
	v.array(v.pipe(v.union([v.string(), v.number()]), v.transform(String))),
	v.pipe(
		v.string(),
		v.transform((text) =>
			text
				.split(',')
				.map((name) => name.trim())
				.filter((name) => name !== ''),
		),
	),
]);
const Settings = v.object({
	listKind: v.fallback(v.picklist(['full', 'changes']), 'full'),
	missing: v.fallback(v.picklist(['ignore', 'report', 'disable']), 'report'),
	reopen: v.fallback(v.boolean(), false),
	leaversFirst: v.fallback(v.boolean(), false),
	scope: v.fallback(Names, []),
	protect: v.fallback(Names, []),
	leaverDepartment: v.fallback(Name, ''),
});

/** What the node is set to, for the report to show. The run itself has checked the same values. */
export function listSettingsIn(context: IExecuteFunctions): ListSettings | undefined {
	try {
		const value = (name: string) => context.getNodeParameter(name, 0, '');
		return v.parse(Settings, {
			listKind: value('listKind'),
			missing: value('missing'),
			reopen: value('reopen'),
			leaversFirst: value('leaversFirst'),
			scope: value('scope'),
			protect: value('options.protect'),
			leaverDepartment: value('leaverDepartment'),
		});
	} catch {
		// An expression that fails has failed the run already, and its report says so.
		return undefined;
	}
}

/** The name of the file that the HR list came in, if the first input item still has the file. */
export function listNameIn(context: IExecuteFunctions): string {
	const [item] = context.getInputData();
	const names = Object.values(item?.binary ?? {}).map(({ fileName }) => fileName ?? '');
	return names.find((name) => name !== '') ?? '';
}
