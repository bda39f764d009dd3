import { offsetOf, offsetSeen, siteOf } from '../../mapping/net2Dates';
import type { User } from '../../net2/model';
import type { Run } from '../run/request';
import { ok, warning, type Finding } from './finding';

export interface TimeZoneSummary {
	/** IANA name, or an offset such as `UTC+1`. */
	used: string;
	from: 'credential' | 'net2' | 'workflow';
	/** The offset in the dates that Net2 shows; null if they have none. */
	net2Shows: string | null;
}

type Dated = Pick<User, 'activateDate' | 'expiryDate'>;

/**
 * The zone in which the node reads dates.
 *
 * @throws Net2Error `badInput` for an unknown zone in the credential
 */
export function timeZoneSummary(
	run: Pick<Run, 'siteZone' | 'workflowZone'>,
	users: Dated[],
): TimeZoneSummary {
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

export function timeZoneFinding(
	{ used, from, net2Shows }: TimeZoneSummary,
	users: Dated[],
): Finding {
	const here = offsetOf({ zone: used }, datesOf(users));
	if (net2Shows !== null && net2Shows !== here)
		return warning(
			'timeZone',
			`The node reads dates in ${used}, which is at ${here}, but Net2 shows ${net2Shows}.`,
			"Correct 'Time Zone' in the credential, or the time zone of the Net2 server. Otherwise access starts and ends at the wrong hour.",
		);
	switch (from) {
		case 'credential':
			return ok('timeZone', `The node reads dates in ${used}, from the credential.`);
		case 'net2':
			return warning(
				'timeZone',
				`The node reads dates at ${used}, the offset in the dates that Net2 shows.`,
				"Set 'Time Zone' in the credential. An offset is wrong by an hour after the clocks change.",
			);
		case 'workflow':
			return warning(
				'timeZone',
				`The node reads dates in ${used}, the zone of the workflow, because Net2 shows none.`,
				"Set 'Time Zone' in the credential to the zone of the site.",
			);
	}
}

function datesOf(users: Dated[]): Array<string | null> {
	return users.flatMap(({ activateDate, expiryDate }) => [activateDate, expiryDate]);
}
