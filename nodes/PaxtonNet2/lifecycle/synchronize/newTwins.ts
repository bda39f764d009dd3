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
	const groups = new Map<string, DesiredLine[]>();
	for (const { line, match } of matches) {
		if (match.kind !== 'none' || line.hasLeft) continue;
		const number = normalNumber(line.row.key);
		const group = groups.get(number);
		if (group === undefined) groups.set(number, [line]);
		else group.push(line);
	}
	const twins = new Map<DesiredLine, Match>();
	for (const group of groups.values())
		for (const line of group) {
			const alike = group.filter(
				(other) => other === line || mayBeSameEmployee(line.given, other.given),
			);
			if (alike.length === 1) continue;
			const numbers = listed(alike.map(({ row }) => `"${row.key}"`).sort());
			twins.set(line, {
				kind: 'doubtful',
				error: failure(synchronizeMessages.newNumberTwice, { numbers }),
			});
		}
	return twins;
}
