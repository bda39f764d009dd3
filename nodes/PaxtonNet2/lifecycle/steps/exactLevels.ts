import type { AccessLevel } from '../../net2/model';
import { doorPermissions } from './aspects';
import type { Keep } from './lite';
import type { Change } from '../result/result';
import type { Run } from '../run/request';
import { levelsOf } from '../result/observedState';
import type { Step } from './steps';

/**
 * Exactly these levels; individual doors stay as they are.
 * `keep` is handed what was read and what is about to be written.
 */
export async function exactLevels(run: Run, wanted: AccessLevel[], keep: Keep): Promise<Step> {
	const all = await run.reference.levels();
	return doorPermissions(run, (held) => {
		const had = levelsOf(held, all);
		const gone = had.filter((level) => !isAmong(level, wanted));
		const come = wanted.filter((level) => !isAmong(level, had));
		if (gone.length + come.length === 0) return null;
		const sent = wanted.map(({ id }) => id);
		keep(held, sent);
		return {
			message: `Access levels set to ${names(wanted) || 'none'}`,
			changes: [...gone.map(levelTaken), ...come.map(levelGiven)],
			next: { ...held, accessLevels: sent },
		};
	});
}

export function levelGiven({ name }: AccessLevel): Change {
	return { field: 'accessLevels', from: null, to: name };
}

export function levelTaken({ name }: AccessLevel): Change {
	return { field: 'accessLevels', from: name, to: null };
}

function isAmong({ id }: AccessLevel, levels: AccessLevel[]): boolean {
	return levels.some((level) => level.id === id);
}

function names(levels: AccessLevel[]): string {
	return levels.map(({ name }) => name).join(', ');
}
