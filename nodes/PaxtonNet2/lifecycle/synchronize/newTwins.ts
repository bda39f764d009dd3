import { listed } from '../../mapping/text';
import { synchronizeMessages } from '../../messages/synchronize';
import { failure } from '../../net2/errors';
import { mayBeSameEmployee, normalNumber } from '../identity';
import type { DesiredLine } from './desiredState';
import type { Match } from './match';

/**
 * Lines that would each create a user, although they may be of one employee. Their numbers differ only in form
 * (docs/safety-rules.md, rule 3). The order of a list does not count, so none of them creates a user.
 *
 * @returns what each of these lines matches in place of no user
 */
export function newTwins(
	matches: ReadonlyArray<{ line: DesiredLine; match: Match }>,
): ReadonlyMap<DesiredLine, Match> {
	const firsts = new Map<string, DesiredLine>();
	// A list of new employees may be long, and few of its numbers have a twin.
	const groups = new Map<string, DesiredLine[]>();
	for (const { line, match } of matches) {
		if (match.kind !== 'none' || line.hasLeft) continue;
		const number = normalNumber(line.row.key);
		const first = firsts.get(number);
		const group = groups.get(number);
		if (first === undefined) firsts.set(number, line);
		else if (group === undefined) groups.set(number, [first, line]);
		else group.push(line);
	}
	const twins = new Map<DesiredLine, Match>();
	for (const group of groups.values())
		for (const line of group) {
			const alike = group.length > MOST_COMPARED ? group : group.filter(alikeTo(line));
			if (alike.length === 1) continue;
			const numbers = alike.slice(0, MOST_NAMED).map(({ row }) => `"${row.key}"`);
			twins.set(line, {
				kind: 'doubtful',
				error: failure(synchronizeMessages.newNumberTwice, { numbers: listed(numbers.sort()) }),
			});
		}
	return twins;
}

/** More lines with one number are no list of employees, and each would be compared with each. */
const MOST_COMPARED = 100;
/** The message names so many numbers. */
const MOST_NAMED = 5;

function alikeTo(line: DesiredLine): (other: DesiredLine) => boolean {
	return (other) => other === line || mayBeSameEmployee(line.given, other.given);
}
