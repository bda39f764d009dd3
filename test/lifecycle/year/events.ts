import { addDays } from './days';
import { emailOf, newEmployee, otherLastName, type Employee, type Site } from './employees';
import type { SeededRandom } from './random';

/** What happens to an employee at HR. Each changes what HR knows, from that day on. */
export type YearEventKind =
	| 'joiner'
	/** A joiner with the full name of an employee. */
	| 'namesake'
	/** A joiner that HR enters after the first day. */
	| 'lateJoiner'
	| 'mover'
	/** Several employees change department at once. */
	| 'reorganisation'
	| 'marriage'
	/** HR corrects how a first name is written. */
	| 'correction'
	| 'leaveOfAbsence'
	| 'return'
	/** The last day is announced. */
	| 'leaver'
	/** The last day is brought forward. */
	| 'earlierLeave'
	/** The employee stays after all. */
	| 'withdrawnLeave'
	/** HR enters a last day that has passed. */
	| 'lateLeaver'
	/** Status only, no date: the employee is out at once. */
	| 'dismissal'
	/** A contract that ends is extended in time. */
	| 'extension'
	/** A contract is extended after its last day, so the employee was out in between. */
	| 'lateExtension'
	/** A former employee comes back under the same number. */
	| 'rehire';

export interface YearEvent {
	day: string;
	kind: YearEventKind;
	numbers: string[];
}

/** What HR knows of all employees, and what events need. */
export interface HrState {
	employees: Map<string, Employee>;
	/** All employees who were ever on the list, as last known. */
	former: Map<string, Employee>;
	sequence: number;
	random: SeededRandom;
	site: Site;
}

/** How long a line stays on the list after the last day. */
const KEPT_AFTER_LEAVE = 30;

/** Carries out an event; undefined if no employee fits it on that day. */
export function applyEvent(
	kind: YearEventKind,
	day: string,
	state: HrState,
): YearEvent | undefined {
	const numbers = ACTIONS[kind](day, state);
	return numbers.length === 0 ? undefined : { day, kind, numbers };
}

type Action = (day: string, state: HrState) => string[];

const ACTIONS: Record<YearEventKind, Action> = {
	joiner: (day, state) => [join(state, addDays(day, state.random.between(0, 21)))],
	namesake(day, state) {
		const [same] = some(state, 1, isSettled(day));
		if (same === undefined) return [];
		const number = join(state, addDays(day, 7));
		const { firstName, middleName, lastName } = same;
		change(state, number, { firstName, middleName, lastName });
		return [number];
	},
	lateJoiner: (day, state) => [join(state, addDays(day, -state.random.between(1, 10)))],
	mover: (day, state) => move(state, some(state, 1, isSettled(day))),
	reorganisation: (day, state) => move(state, some(state, 8, isSettled(day))),
	marriage: (day, state) =>
		each(some(state, 1, isSettled(day)), ({ number, firstName, ...employee }) => {
			const lastName = otherLastName({ number, firstName, ...employee }, state.random);
			const email = emailOf(firstName, lastName, Number(number));
			change(state, number, { lastName, email });
		}),
	correction: (day, state) =>
		each(some(state, 1, isSettled(day)), ({ number, firstName }) => {
			change(state, number, { firstName: `${firstName}h` });
		}),
	leaveOfAbsence: (day, state) =>
		each(some(state, 1, isSettled(day)), ({ number }) => {
			change(state, number, { status: 'onLeave' });
		}),
	return: (_day, state) =>
		each(
			some(state, 1, ({ status }) => status === 'onLeave'),
			({ number }) => {
				change(state, number, { status: 'active' });
			},
		),
	leaver: (day, state) =>
		each(some(state, 1, isSettled(day)), ({ number }) => {
			endOn(state, number, addDays(day, state.random.pick([0, 1, 14, 30, 45])));
		}),
	earlierLeave: (day, state) =>
		each(some(state, 1, isLeaving(day)), ({ number }) => {
			endOn(state, number, addDays(day, state.random.between(0, 2)));
		}),
	withdrawnLeave: (day, state) =>
		each(some(state, 1, isLeaving(day)), ({ number }) => {
			change(state, number, { endDate: null, vanishes: null });
		}),
	lateLeaver: (day, state) =>
		each(some(state, 1, isSettled(day)), ({ number }) => {
			endOn(state, number, addDays(day, -state.random.between(1, 5)));
		}),
	dismissal: (day, state) =>
		each(some(state, 1, isSettled(day)), ({ number }) => {
			change(state, number, { status: 'left', vanishes: addDays(day, KEPT_AFTER_LEAVE) });
		}),
	extension: (day, state) =>
		each(some(state, 1, isContractThatEnds(day)), ({ number }) => {
			endOn(state, number, addDays(day, state.random.between(100, 200)));
		}),
	lateExtension: (day, state) =>
		each(some(state, 1, isContractJustEnded(day)), ({ number }) => {
			endOn(state, number, addDays(day, 120));
		}),
	rehire(day, state) {
		const gone = [...state.former.values()].filter(
			({ number, endDate }) =>
				!state.employees.has(number) && endDate !== null && endDate < addDays(day, -40),
		);
		const [employee] = gone;
		if (employee === undefined) return [];
		const startDate = addDays(day, state.random.between(0, 14));
		const back: Employee = { ...employee, startDate, endDate: null, vanishes: null };
		state.employees.set(employee.number, { ...back, contract: 'permanent', status: 'active' });
		return [employee.number];
	},
};

type Test = (employee: Employee) => boolean;

/** At work, with no end in sight: most things happen to these. */
function isSettled(day: string): Test {
	return ({ startDate, endDate, status }) =>
		status === 'active' && endDate === null && startDate < addDays(day, -14);
}

function isLeaving(day: string): Test {
	return ({ contract, endDate, status }) =>
		contract === 'permanent' &&
		status === 'active' &&
		endDate !== null &&
		endDate > addDays(day, 3);
}

function isContractThatEnds(day: string): Test {
	return ({ contract, endDate }) =>
		contract === 'temporary' && endDate !== null && endDate > day && endDate < addDays(day, 40);
}

function isContractJustEnded(day: string): Test {
	return ({ contract, endDate, status }) =>
		contract === 'temporary' &&
		status === 'active' &&
		endDate !== null &&
		endDate < day &&
		endDate > addDays(day, -10);
}

function some(state: HrState, count: number, test: Test): Employee[] {
	const left = [...state.employees.values()].filter(test);
	const chosen: Employee[] = [];
	while (chosen.length < count && left.length > 0)
		chosen.push(...left.splice(state.random.between(0, left.length - 1), 1));
	return chosen;
}

function each(employees: Employee[], action: (employee: Employee) => void): string[] {
	for (const employee of employees) action(employee);
	return employees.map(({ number }) => number);
}

function change(state: HrState, number: string, changes: Partial<Employee>): void {
	const employee = state.employees.get(number);
	if (employee === undefined) throw new Error(`No employee has the number ${number}.`);
	state.employees.set(number, { ...employee, ...changes });
}

function endOn(state: HrState, number: string, endDate: string): void {
	change(state, number, { endDate, vanishes: addDays(endDate, KEPT_AFTER_LEAVE) });
}

function join(state: HrState, startDate: string): string {
	state.sequence += 1;
	const employee = newEmployee(state.sequence, startDate, state.random, state.site);
	state.employees.set(employee.number, employee);
	if (employee.endDate !== null) endOn(state, employee.number, employee.endDate);
	return employee.number;
}

function move(state: HrState, employees: Employee[]): string[] {
	return each(employees, ({ number, department }) => {
		const others = Object.keys(state.site.departments).filter((name) => name !== department);
		change(state, number, { department: state.random.pick(others) });
	});
}
