import { Net2Error } from '../net2/errors';
import type { Token } from '../net2/model';
import type { Run } from './request';
import { step, type Step } from './steps';

/** Cards that were marked lost are valid again. Throws `conflict` where one of them is gone or valid already. */
export function cardsFound(run: Run, ids: number[]): Step {
	return step<Token[], Token[]>({
		read: async (userId) => await run.net2.tokens.list(userId),
		plan(tokens) {
			const next = tokens.filter(({ id, isLost }) => isLost && ids.includes(id));
			if (next.length !== ids.length)
				throw new Net2Error(
					'conflict',
					'A card that was marked lost is gone, or valid again already.',
					'Nothing was taken back. Look at the cards of this person in Net2.',
				);
			return {
				message: `${next.length} cards valid again`,
				changes: next.map(({ tokenValue }) => ({
					field: `card …${tokenValue.slice(-2)}`,
					from: 'lost',
					to: 'valid',
				})),
				next,
				undo: { of: 'cards', lost: [] },
			};
		},
		async write(userId, tokens) {
			for (const token of tokens) await run.net2.tokens.update(userId, { ...token, isLost: false });
		},
		unproven: (after, next) =>
			next
				.filter(({ id }) => after.find((token) => token.id === id)?.isLost !== false)
				.map(({ tokenValue }) => `card …${tokenValue.slice(-2)} still counts as lost`),
		see: () => undefined,
	});
}
