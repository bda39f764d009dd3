import type { User, UserBody } from '../../net2/model';
import type { UserWrites } from '../run/userWrites';

/**
 * Compares a PIN that was written with the user as read afterwards. A server may show something else in the place of a
 * PIN, or nothing (docs/net2-api.md).
 *
 * @param before the user as read before the write; undefined: a new user
 * @returns what is wrong, in words. `notShown`: the server does not show whether it has the PIN. Undefined: no problem
 */
export function comparePin(
	{ pin: sent }: UserBody,
	before: User | undefined,
	after: User,
	{ hidesPins }: Pick<UserWrites, 'hidesPins'>,
): string | undefined {
	if (sent === undefined) return undefined;
	const wanted = sent ?? '';
	switch (after.pinHidden) {
		case 'masked':
			return wanted === '' ? 'the PIN is still there' : 'notShown';
		case 'missing':
			if (wanted !== '') return hidesPins ? 'notShown' : 'Net2 shows no PIN';
			// A server that showed a PIN before the write shows that it has none now.
			return !hidesPins && showsPin(before) ? undefined : 'notShown';
		case undefined:
			return wanted === (after.pin ?? '') ? undefined : 'the PIN is another one';
	}
}

function showsPin(before: User | undefined): boolean {
	return before !== undefined && ((before.pin ?? '') !== '' || before.pinHidden === 'masked');
}
