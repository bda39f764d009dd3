/** One of HR's rows. */
export interface HrPerson {
	key: string;
	firstName: string;
	lastName: string;
	email: string;
	department: string;
	departmentId: number;
	accessLevels: string[];
	levelIds: number[];
	/** Net2's number of an existing user, as HelloID keeps it. */
	id?: number | undefined;
}

/** Joiners: two departments, two levels each; keys from a number on. */
export function joiners(count: number, from = 200_001): HrPerson[] {
	return Array.from({ length: count }, (_, n) => ({
		key: String(from + n),
		firstName: 'Anna',
		lastName: `Jansen ${n + 1}`,
		email: `anna.jansen${n + 1}@example.com`,
		department: n % 2 === 0 ? 'Sales' : 'Engineering',
		departmentId: n % 2 === 0 ? 1 : 2,
		accessLevels: ['Office hours', 'Warehouse'],
		levelIds: [2, 3],
	}));
}

export const OPERATOR = {
	username: 'System engineer',
	password: 'net2',
	clientId: '00000000-0000-0000-0000-000000000001',
};

/** The day before any run. */
export const YESTERDAY = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
export const TODAY = new Date().toISOString().slice(0, 10);
export const LEAVER_DEPARTMENT = { id: 6, name: 'Terminated Employment' };
