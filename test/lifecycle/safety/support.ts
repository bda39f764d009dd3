import type { NewPerson } from '../../../emulator/people';
import type { HttpResponse } from '../../../nodes/PaxtonNet2/net2/transport';
import { LEAVERS } from '../support/params';
import type { Site } from '../support/site';

export const DAY = 86_400_000;
export const OPTIONS = { dryRun: false, ignoreDeleted: false, emptyValues: 'keep' as const };

/** A leave that stores what it removes. */
export const LEAVE = {
	markerField: 'Notes',
	leaverDepartment: LEAVERS,
	removeAccess: 'levels' as const,
};

/** A user with personnel number 1, who can open the server room. */
export function addKim(site: Site, more: NewPerson = {}): number {
	return site.net2.addUser({
		firstName: 'Kim',
		lastName: 'Person',
		personnelNumber: '1',
		department: 'Sales',
		accessLevels: [4],
		...more,
	});
}

/** A reply with this status and text, in place of the server's. */
export function reply(status: number, text = ''): HttpResponse {
	return { status, headers: {}, body: new TextEncoder().encode(text) };
}
