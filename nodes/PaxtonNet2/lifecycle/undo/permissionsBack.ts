import { Net2Error } from '../../net2/errors';
import type { DoorPermissionSet } from '../../net2/model';
import { doorPermissions } from '../steps/aspects';
import { onlyOneLevel, type Keep } from '../steps/lite';
import { changed } from './recordBack';
import type { Change } from '../result/result';
import type { Run } from '../run/request';
import { levelsOf } from '../result/observedState';
import type { Step } from '../steps/steps';
import type { UndoPart } from './undoPart';

type Part = Extract<UndoPart, { of: 'permissions' }>;

/**
 * Levels and doors that came go, and those that went come back; what others gave or took stays as it is. Nothing where
 * all are back already. Throws `conflict` where some are as the write left them and some are not.
 */
export async function permissionsBack(run: Run, part: Part, keep: Keep): Promise<Step> {
	const { levelsAdded, levelsRemoved, doorsAdded, doorsRemoved } = part;
	const all = await run.reference.levels();
	const name = (id: number) => levelsOf(only(id), all)[0]?.name ?? `level ${id}`;
	const gone = levelsRemoved.filter((id) => !all.some((level) => level.id === id));
	const isLite = await run.reference.isLite();
	return doorPermissions(run, (held) => {
		const had = held.accessLevels.filter((id) => id !== 0);
		const texts = new Set(held.individualPermissions.map(text));
		const added = new Set(doorsAdded.map(text));
		const has = (door: unknown) => texts.has(text(door));
		const lost = levelsAdded.filter((id) => !had.includes(id));
		const again = levelsRemoved.filter((id) => had.includes(id));
		const doorsLost = doorsAdded.filter((door) => !has(door));
		const doorsAgain = doorsRemoved.filter(has);
		if (lost.length + again.length + doorsLost.length + doorsAgain.length > 0) {
			if (
				lost.length === levelsAdded.length &&
				again.length === levelsRemoved.length &&
				doorsLost.length === doorsAdded.length &&
				doorsAgain.length === doorsRemoved.length
			)
				return null;
			throw changed([
				...lost.map((id) => `the access level ${name(id)} is gone`),
				...again.map((id) => `the access level ${name(id)} is there again`),
				...(doorsLost.length + doorsAgain.length > 0
					? ['the individual doors are others now']
					: []),
			]);
		}
		if (gone.length > 0) throw levelsGone(gone.length);
		const accessLevels = [...had.filter((id) => !levelsAdded.includes(id)), ...levelsRemoved];
		if (isLite && accessLevels.length > 1) throw onlyOneLevel();
		keep(held, accessLevels);
		const individualPermissions = [
			...held.individualPermissions.filter((door) => !added.has(text(door))),
			...doorsRemoved,
		];
		const changes: Change[] = [
			...levelsAdded.map((id) => ({ field: 'accessLevels', from: name(id), to: null })),
			...levelsRemoved.map((id) => ({ field: 'accessLevels', from: null, to: name(id) })),
		];
		if (doorsAdded.length + doorsRemoved.length > 0)
			changes.push({
				field: 'individualPermissions',
				from: held.individualPermissions.length,
				to: individualPermissions.length,
			});
		return {
			message: 'Access levels and doors as they were before',
			changes,
			next: { accessLevels, individualPermissions },
		};
	});
}

function only(id: number): DoorPermissionSet {
	return { accessLevels: [id], individualPermissions: [] };
}

function text(door: unknown): string {
	return JSON.stringify(door);
}

function levelsGone(count: number): Net2Error {
	return new Net2Error(
		'conflict',
		`${count} of the access levels that this person had before are gone from Net2.`,
		'Nothing was taken back. Decide by hand which levels the person should have now.',
	);
}
