import { offsetOf, offsetSeen, siteOf } from '../../mapping/dates';
import type { User } from '../../net2/model';
import type { Run } from '../run/request';
import { good, look, type Finding } from './finding';

export interface TimeZoneTold {
	/** IANA name, or an offset such as `UTC+1`. */
	used: string;
	from: 'credential' | 'net2' | 'workflow';
	/** The offset in the dates that Net2 shows; null where they carry none. */
	net2Shows: string | null;
}

type Dated = Pick<User, 'activateDate' | 'expiryDate'>;

/**
 * The zone that dates are read in (design 3).
 *
 * @throws Net2Error `badInput` for a zone in the credential that does not exist
 */
export function timeZoneTold(
	run: Pick<Run, 'siteZone' | 'workflowZone'>,
	users: Dated[],
): TimeZoneTold {
	const seenDates = datesOf(users);
	const { siteZone, workflowZone } = run;
	const net2Shows = offsetSeen(seenDates);
	const fromCredential = (siteZone?.trim() ?? '') !== '';
	return {
		used: siteOf({ siteZone, seenDates, workflowZone }).zone,
		from: fromCredential ? 'credential' : net2Shows === null ? 'workflow' : 'net2',
		net2Shows,
	};
}

export function timeZoneFinding({ used, from, net2Shows }: TimeZoneTold, users: Dated[]): Finding {
	const here = offsetOf({ zone: used }, datesOf(users));
	if (net2Shows !== null && net2Shows !== here)
		return look(
			'timeZone',
			`Dates are those of ${used}, which is at ${here} where Net2 shows ${net2Shows}.`,
			'Correct Time Zone in the credential, or that of the Net2 server: people get in and are shut out at other hours than meant.',
		);
	switch (from) {
		case 'credential':
			return good('timeZone', `Dates are those of ${used}, from the credential.`);
		case 'net2':
			return look(
				'timeZone',
				`Dates are read at ${used}, the offset in the dates that Net2 shows.`,
				'Fill in Time Zone in the credential: an offset is an hour off after the clocks change.',
			);
		case 'workflow':
			return look(
				'timeZone',
				`Dates are read in ${used}, the zone of the workflow, since Net2 shows none.`,
				'Fill in Time Zone in the credential with the zone of the site.',
			);
	}
}

function datesOf(users: Dated[]): Array<string | null> {
	return users.flatMap(({ activateDate, expiryDate }) => [activateDate, expiryDate]);
}
