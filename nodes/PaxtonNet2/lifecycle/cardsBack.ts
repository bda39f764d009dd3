import { Net2Error } from '../net2/errors';
import type { Token } from '../net2/model';
import type { Run } from './request';
import { step, type Step } from './steps';

/**
 * Cards that a write marked lost are valid again, and those it marked valid are lost again. One that is so already
 * stays: a write of several cards may have been cut in the middle. Throws `conflict` where a card is gone.
 */
export function cardsBack(
	run: Run,
	{ lost, found = [] }: { lost: number[]; found?: number[] },
): Step {
	return step<Token[], Token[]>({
		read: async (userId) => await run.net2.tokens.list(userId),
		plan(tokens) {
			const gone = [...lost, ...found].filter((id) => !tokens.some((token) => token.id === id));
			if (gone.length > 0)
				throw new Net2Error(
					'conflict',
					`This person is no longer as that step left them: ${gone.length} of their cards are gone.`,
					'Nothing was taken back. Look at the cards of this person in Net2.',
				);
			const next = tokens
				.filter(({ id, isLost }) => (isLost ? lost : found).includes(id))
				.map((token) => ({ ...token, isLost: !token.isLost }));
			if (next.length === 0) return null;
			const idsNow = (isLost: boolean) =>
				next.filter((token) => token.isLost === isLost).map(({ id }) => id);
			return {
				message: `${next.length} cards as they were before`,
				changes: next.map(({ tokenValue, isLost }) => ({
					field: `card …${tokenValue.slice(-2)}`,
					from: isLost ? 'valid' : 'lost',
					to: isLost ? 'lost' : 'valid',
				})),
				next,
				undo: { of: 'cards', lost: idsNow(true), found: idsNow(false) },
			};
		},
		async write(userId, tokens) {
			for (const token of tokens) await run.net2.tokens.update(userId, token);
		},
		unproven: (after, next) =>
			next
				.filter(({ id, isLost }) => after.find((token) => token.id === id)?.isLost !== isLost)
				.map(
					({ tokenValue, isLost }) =>
						`card …${tokenValue.slice(-2)} still counts as ${isLost ? 'valid' : 'lost'}`,
				),
		see: () => undefined,
	});
}
