const DAY = 86_400_000;

/** Days as text, `2026-11-29`: they compare in their order, and no time zone gets in. */
export function addDays(day: string, count: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY).toISOString().slice(0, 10);
}

export function isWeekend(day: string): boolean {
	return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
}

/** All days from the first on, a year of them. */
export function daysOfYear(first: string): string[] {
	return Array.from({ length: 365 }, (_, n) => addDays(first, n));
}
