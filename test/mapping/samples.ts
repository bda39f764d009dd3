import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../nodes/PaxtonNet2/mapping/text';

/** Real shapes of HR data in examples/hr/samples, and the nodes that bring them to our columns. */

export const file = (name: string) =>
	readFileSync(join(__dirname, '../../examples/hr/samples', name), 'utf8');
export const json = (name: string): unknown => JSON.parse(file(name));

/** The value at a path such as `work.startDate`, which is an expression `{{ $json.work.startDate }}`. */
export function at(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(found, name) =>
				Array.isArray(found) ? found[Number(name)] : isRecord(found) ? found[name] : undefined,
			value,
		);
}

export function listAt(value: unknown, path: string): unknown[] {
	const found = path === '' ? value : at(value, path);
	return Array.isArray(found) ? found : [];
}

/** Split Out: one item per entry, with the other fields of the item it comes from. */
export function splitOut(items: unknown[], path: string): unknown[] {
	return items.flatMap((item) =>
		listAt(item, path).map((entry) => ({
			...(isRecord(item) ? item : {}),
			...(isRecord(entry) ? entry : {}),
			[path]: undefined,
		})),
	);
}

/** Edit Fields: our columns from paths, with the other fields kept or not. */
export function editFields(
	items: unknown[],
	paths: Record<string, string>,
	keepOthers = false,
): Array<Record<string, unknown>> {
	return items.map((item) => ({
		...(keepOthers && isRecord(item) ? item : {}),
		...Object.fromEntries(Object.entries(paths).map(([column, path]) => [column, at(item, path)])),
	}));
}

/** Elements without attributes, as the XML node gives them: a repeated element becomes a list. */
export function readXml(text: string): unknown {
	const children = [...text.matchAll(/<(\w+)>(.*?)<\/\1>|<(\w+)\/>/gs)];
	if (children.length === 0) return text;
	const result: Record<string, unknown> = {};
	for (const [, name, body = '', empty = ''] of children) {
		const key = name ?? empty;
		const value = readXml(body);
		const before = result[key];
		result[key] = before === undefined ? value : [before, value].flat();
	}
	return result;
}

const personio = (field: string) => `attributes.${field}.value`;
const successFactors = 'personNav.personalInfoNav.results.0';

/** The lines of each sample, as they reach `user: synchronize`. */
export const SAMPLE_RECORDS: Record<string, () => unknown[]> = {
	AFAS: () => listAt(json('afas-getconnector.json'), 'rows'),
	'Raet Beaufort': () => splitOut(listAt(json('raet-beaufort-persons.json'), ''), 'employments'),
	BambooHR: () => listAt(json('bamboohr-report.json'), 'employees'),
	Personio: () =>
		editFields(listAt(json('personio-employees.json'), 'data'), {
			key: personio('dynamic_99'),
			firstName: personio('first_name'),
			lastName: personio('last_name'),
			email: personio('email'),
			status: personio('status'),
			title: personio('position'),
			department: 'attributes.department.value.attributes.name',
			startDate: personio('hire_date'),
			endDate: personio('contract_end_date'),
		}),
	Workday: () =>
		editFields(
			listAt(json('workday-raas.json'), 'Report_Entry'),
			{ department: 'Cost_Center.Descriptor' },
			true,
		),
	SuccessFactors: () =>
		editFields(listAt(json('successfactors-odata.json'), 'd.results'), {
			key: 'personIdExternal',
			firstName: `${successFactors}.firstName`,
			lastName: `${successFactors}.lastName`,
			department: 'jobInfoNav.results.0.departmentNav.name_defaultValue',
			startDate: 'startDate',
			endDate: 'lastDateWorked',
		}),
	HiBob: () =>
		editFields(listAt(json('hibob-people.json'), 'employees'), {
			key: 'work.employeeIdInCompany',
			firstName: 'firstName',
			lastName: 'surname',
			department: 'humanReadable.work.department',
			startDate: 'work.startDate',
			endDate: 'internal.terminationDate',
			status: 'internal.lifecycleStatus',
		}),
	'Microsoft Entra': () => listAt(json('entra-graph-users.json'), 'value'),
	ADP: () =>
		editFields(splitOut(listAt(json('adp-workers.json'), 'workers'), 'workAssignments'), {
			key: 'workerID.idValue',
			firstName: 'person.legalName.givenName',
			middleName: 'person.legalName.familyName1Prefix',
			lastName: 'person.legalName.familyName1',
			department: 'homeOrganizationalUnits.0.nameCode.shortName',
			startDate: 'actualStartDate',
			endDate: 'terminationDate',
			primary: 'primaryIndicator',
		}),
	Exact: () =>
		editFields(listAt(readXml(file('exact-employees.xml')), 'JH.Medewerker'), {
			key: 'Strooknummer',
			firstName: 'Naam.Roepnaam',
			middleName: 'Naam.Voorvoegsels',
			lastName: 'Naam.Achternaam',
			department: 'Afdeling.Loonverdeling_Afdeling',
			startDate: 'Contract.Concerndatum',
			endDate: 'Contract.DatumUitDienst',
		}),
};
