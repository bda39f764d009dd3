import { listed } from '../mapping/text';
import { doorMessages } from '../messages/doors';
import { failure, outcomeUnknown } from '../net2/errors';
import type { Door, DoorStatus } from '../net2/model';
import { inSequence } from './run/inSequence';
import { failed } from './result/resultBuilder';
import type { Failure, Success } from './result/result';
import type { Request, Run } from './run/request';

/** Which door: by exact name, or by the id that Net2 gave. */
export type DoorRef = { by: 'name'; name: string } | { by: 'id'; id: number };

/** `unknown`: the command went out, and no reply of Net2 says what became of it. */
export interface DoorOutcome extends Success<Opening> {
	door: Door;
}

type Opening = 'acceptedByServer' | 'unknown' | 'unchanged';

/** A door id is the serial number of its controller. 0 is none, and an empty expression also becomes none. */
export function doorIdOf(text: string): number {
	const digits = text.trim();
	if (/^[1-9]\d{0,14}$/.test(digits)) return Number(digits);
	throw failure(doorMessages.badDoorId, { text: digits.slice(0, 40) });
}

/**
 * Opens each door for the time that is set for it in Net2. The door is looked up in a list read for this. The command
 * goes out once, whatever comes back (safety rule 5, docs/safety-rules.md). A door that opens again a minute later
 * may give another person access.
 */
export async function openDoor(
	run: Run,
	requests: Array<Request<{ door: DoorRef }>>,
): Promise<Array<DoorOutcome | Failure>> {
	const opened = new Map<number, 'once'>();
	const doors = requests.length === 0 ? [] : await run.net2.doors.list();
	const results = await inSequence<{ door: DoorRef }, Success & { door: Door; opening: Opening }>(
		run,
		requests,
		async ({ params, options }, report) => {
			const door = findDoor(doors, params.door);
			report.warn('Accepted by the server is not yet an open door: look at its status or events.');
			const repeated = opened.has(door.id);
			const toItem = (opening: Opening) => ({
				...report.success('unchanged', { verified: false }),
				door,
				opening,
			});
			if (repeated) {
				report.note('An equal item of this run has opened this door already.');
				return toItem('unchanged');
			}
			const changes = [{ field: 'door', from: null, to: 'opened' }];
			if (options.dryRun) {
				report.would(`Door ${door.name} opened`, changes);
				return toItem('acceptedByServer');
			}
			opened.set(door.id, 'once');
			try {
				await run.net2.doors.open(door.id);
			} catch (error) {
				if (!outcomeUnknown(error)) throw error;
				report.step(
					`Door ${door.name}: the command was sent, and Net2 did not confirm it`,
					changes,
				);
				report.warn(
					'Net2 did not confirm the command, and the node does not send it again. The door may have opened.',
				);
				return toItem('unknown');
			}
			report.step(`Door ${door.name}: the server took the command`, changes);
			return toItem('acceptedByServer');
		},
		(report, first) => {
			report.note('An equal item of this run has opened this door already.');
			const { door } = first;
			return { ...report.success('unchanged', { verified: false }), door, opening: 'unchanged' };
		},
	);
	return results.map((result) => {
		if ('error' in result) return result;
		const { opening, ...rest } = result;
		return { ...rest, outcome: opening, summary: sentenceFor(opening, result) };
	});
}

function sentenceFor(
	opening: Opening,
	{ door, dryRun }: Pick<DoorOutcome, 'door' | 'dryRun'>,
): string {
	if (dryRun) return `Would open door ${door.name}`;
	switch (opening) {
		case 'acceptedByServer':
			return `Net2 accepted the command to open door ${door.name}`;
		case 'unknown':
			return `The command to open door ${door.name} was sent, and Net2 did not confirm it`;
		case 'unchanged':
			return `An equal item of this run has opened door ${door.name} already`;
	}
}

/** What the contacts of each door say, by one reading for all of them. Without a ref: all doors. */
export async function doorStatuses(
	run: Run,
	requests: Array<Request<{ door?: DoorRef | undefined }>>,
): Promise<Array<{ doors: DoorStatus[] } | Failure>> {
	const statuses = await run.net2.doors.statuses();
	return requests.map(({ params: { door } }) => {
		try {
			return { doors: door === undefined ? statuses : [findDoor(statuses, door)] };
		} catch (error) {
			return failed(run, error, {});
		}
	});
}

/** @throws Net2Error `notFound`, and `ambiguous` for a name that Net2 has twice */
export function findDoor<Known extends Door>(doors: Known[], ref: DoorRef): Known {
	const hits = doors.filter((door) =>
		ref.by === 'id' ? door.id === ref.id : door.name.trim() === ref.name.trim(),
	);
	const [hit] = hits;
	if (hit !== undefined && hits.length === 1 && hit.id > 0) return hit;
	const count = hits.length;
	const ids = listed(hits.map(({ id }) => String(id)));
	if (ref.by === 'id') {
		const { id } = ref;
		throw count > 1
			? failure(doorMessages.severalDoorsWithId, { count, id, ids })
			: failure(doorMessages.noDoorWithId, { id });
	}
	const name = ref.name.trim();
	throw count > 1
		? failure(doorMessages.severalDoorsNamed, { count, name, ids })
		: failure(doorMessages.noDoorNamed, { name });
}
