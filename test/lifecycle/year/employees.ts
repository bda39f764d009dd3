import { addDays } from './days';
import type { SeededRandom } from './random';

/** How HR knows an employee today. */
export interface Employee {
	number: string;
	firstName: string;
	middleName: string;
	lastName: string;
	email: string;
	department: string;
	contract: 'permanent' | 'temporary';
	/** The first day. */
	startDate: string;
	/** The last day; null: none is known. */
	endDate: string | null;
	/** On leave counts as present: the doors stay open. */
	status: 'active' | 'onLeave' | 'left';
	/** The day on which the line goes from the list; null: none is known. */
	vanishes: string | null;
}

/** A line of the HR list, with the names of our columns. */
export interface HrLine {
	key: string;
	firstName: string;
	middleName: string;
	lastName: string;
	email: string;
	department: string;
	accessLevels: string[];
	startDate: string;
	endDate: string;
	status: string;
}

export interface Site {
	/** The access levels that the list gives with each department. */
	departments: Record<string, string[]>;
	/** What the list says in the column `status`. */
	statuses: Record<Employee['status'], string>;
}

/** Names of levels as in the emulator. */
export const DEFAULT_SITE: Site = {
	departments: {
		Sales: ['Office hours'],
		Engineering: ['Office hours', 'Server room'],
		Warehouse: ['Warehouse'],
		Finance: ['Office hours'],
	},
	statuses: { active: 'Active', onLeave: 'Leave of absence', left: 'Inactive' },
};

const FIRST_NAMES =
	'Anna Piet Zoë Jürgen Fatima Kees Marie-José Ola Søren Chloé Bart Noor Yusuf Ingrid Tom'.split(
		' ',
	);
const MIDDLE_NAMES = ['', '', '', '', 'van den', 'de', 'M.'];
const LAST_NAMES =
	"Berg Smit Jansen O'Brien Vries Çelik Müller Dijk Ångström Bakker Visser Mulder Peeters Roy".split(
		' ',
	);

export function newEmployee(
	sequence: number,
	startDate: string,
	random: SeededRandom,
	site: Site,
): Employee {
	const [firstName, lastName] = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)];
	const isTemporary = random.next() < 0.15;
	return {
		number: String(sequence).padStart(5, '0'),
		firstName,
		middleName: random.pick(MIDDLE_NAMES),
		lastName,
		email: emailOf(firstName, lastName, sequence),
		department: random.pick(Object.keys(site.departments)),
		contract: isTemporary ? 'temporary' : 'permanent',
		startDate,
		endDate: isTemporary ? addDays(startDate, random.between(60, 200)) : null,
		status: 'active',
		vanishes: null,
	};
}

/** Unique by the number, as HR systems make it: two employees may have one name. */
export function emailOf(firstName: string, lastName: string, sequence: number): string {
	const plain = `${firstName}.${lastName}`.normalize('NFKD').replace(/[^A-Za-z.]/g, '');
	return `${plain.toLowerCase()}${sequence}@example.com`;
}

export function otherLastName(employee: Employee, random: SeededRandom): string {
	const others = LAST_NAMES.filter((name) => name !== employee.lastName);
	return random.next() < 0.5 ? random.pick(others) : `${random.pick(others)}-${employee.lastName}`;
}

export function lineOf(employee: Employee, { departments, statuses }: Site): HrLine {
	const { number, firstName, middleName, lastName, email, department } = employee;
	return {
		key: number,
		firstName,
		middleName,
		lastName,
		email,
		department,
		accessLevels: departments[department] ?? [],
		startDate: employee.startDate,
		endDate: employee.endDate ?? '',
		status: statuses[employee.status],
	};
}

/**
 * Whether the doors must be open for an employee that HR knows in this way.
 *
 * @param moment `during`: at noon of the day, on which an employee may work the last time. `end`: when the day is
 * over.
 */
export function mustHaveAccess(employee: Employee, day: string, moment: 'during' | 'end'): boolean {
	const { startDate, endDate, status } = employee;
	if (status === 'left' || startDate > day) return false;
	if (endDate === null) return true;
	return moment === 'during' ? endDate >= day : endDate > day;
}
