import { sameName } from '../../mapping/text';
import { Net2Error } from '../../net2/errors';
import type { UserRow } from '../../net2/model';
import { named } from '../users/correlate';

/** Throws `nameMismatch` where a last name is given and is not the one of the person found by key. */
export function refuseOtherLastName(row: UserRow, lastName: unknown): void {
	if (typeof lastName !== 'string' || lastName.trim() === '') return;
	if (sameName(lastName, row.lastName ?? '')) return;
	throw new Net2Error(
		'nameMismatch',
		`The key belongs to ${named([row])}, whose last name is not "${lastName.trim()}".`,
		'Check the number. If the person changed their name, use update, or switch off Verify Name.',
	);
}
