import { sameCard } from '../../mapping/cardNumber';
import { undoMessages } from '../../messages/undo';
import { failure } from '../../net2/errors';
import type { Token, User } from '../../net2/model';
import { eraseUser } from '../apply/eraseUser';
import { differing } from './differing';
import type { ResultBuilder } from '../result/resultBuilder';
import type { Success } from '../result/result';
import type { CardToHave, Run } from '../run/request';
import { levelsOf } from '../result/observedState';
import { refuseUndo } from './refuseUndo';
import type { OpenedUndo } from './sealedUndo';
import type { UndoPart } from './undoPart';

/**
 * Deletes a user who was created, as long as nothing about that user has changed since. A card, a level or a photo
 * that came later would be lost. Undefined: the user is gone. Throws `conflict`.
 */
export async function uncreate(
	run: Run,
	userId: number,
	undo: OpenedUndo,
	{ builder, dryRun }: { builder: ResultBuilder; dryRun: boolean },
): Promise<Success | undefined> {
	return await eraseUser(run, userId, builder, {
		dryRun,
		async refuse(user) {
			refuseUndo(run, undo, user);
			const problems = await sinceCreated(run, user, undo.parts);
			if (problems.length > 0)
				throw failure(undoMessages.changedSince, { changes: problems.join(', ') });
		},
	});
}

async function sinceCreated(run: Run, user: User, parts: UndoPart[]): Promise<string[]> {
	const { users, tokens } = run.net2;
	const [department, permissions, cards] = await Promise.all([
		users.department(user.id),
		users.doorPermissions(user.id),
		tokens.list(user.id),
	]);
	const problems: string[] = [];
	let placedIn = 0;
	let levels: number[] = [];
	let added: CardToHave[] = [];
	for (const part of parts) {
		if (part.of === 'created') problems.push(...differing(user, blanksFilled(user, part), run));
		if (part.of === 'department') placedIn = part.after;
		if (part.of === 'permissions') levels = part.levelsAdded;
		if (part.of === 'cards') added = part.added ?? [];
	}
	if ((department?.id ?? 0) !== placedIn)
		problems.push(`the department is ${department?.name ?? 'None'} now`);
	const held = permissions?.accessLevels.filter((id) => id !== 0) ?? [];
	if (held.length !== levels.length || !held.every((id) => levels.includes(id))) {
		const set = { accessLevels: held, individualPermissions: [] };
		const names = levelsOf(set, await run.reference.levels()).map(({ name }) => name);
		problems.push(`the access levels are ${names.join(', ') || 'none'} now`);
	}
	if ((permissions?.individualPermissions.length ?? 0) > 0) problems.push('there are doors now');
	if (!areThese(cards ?? [], added)) problems.push('there are other cards now');
	if (user.hasImage === true) problems.push('there is a photo now');
	return problems;
}

/** Whether these cards are all that there are, and none of them is lost. */
function areThese(tokens: Token[], cards: CardToHave[]): boolean {
	const isAmong = ({ tokenValue, isLost }: Token) =>
		!isLost && cards.some(({ value }) => sameCard(value, tokenValue));
	return tokens.length === cards.length && tokens.every(isAmong);
}

const TEXTS = ['firstName', 'middleName', 'lastName', 'telephone', 'extension', 'fax', 'pin'];

/** What was left out when the user was created was empty, custom fields that are there by now among it. */
function blanksFilled(user: User, { after }: Extract<UndoPart, { of: 'created' }>) {
	const blank = Object.fromEntries(TEXTS.map((name) => [name, null]));
	const fields = new Map<number, string | null>(user.customFields.map(({ id }) => [id, null]));
	for (const { id, value } of after.customFields ?? []) fields.set(id, value);
	return {
		...blank,
		...after,
		customFields: [...fields].map(([id, value]) => ({ id, value })),
	};
}
