import { rehearseMessages } from '../../messages/rehearse';
import { failure } from '../../net2/errors';
import type { Token } from '../../net2/model';
import { requireNoAccess } from './recordQuestions';
import { isRefusal, type Rehearsal } from './rehearsal';

/**
 * Adds a card with a random number, marked lost, changes it and removes it, for the statuses of these writes. The user
 * has no level and no door.
 *
 * @throws Net2Error `conflict` if the user may have access
 */
export async function tryCard(rehearsal: Rehearsal): Promise<void> {
	await requireNoAccess(rehearsal);
	const { net2, id } = rehearsal;
	try {
		const card = await addCard(rehearsal);
		await net2.tokens.update(id, card);
		await net2.tokens.delete(id, card.id);
	} catch (error) {
		// A card that stays goes with its user. A rehearsal that cannot remove its user had better leave none.
		await removeCards(rehearsal).catch(() => undefined);
		throw error;
	}
}

async function addCard(rehearsal: Rehearsal): Promise<Token> {
	const { net2, id } = rehearsal;
	const attempt = async () => {
		const tokenValue = newNumber(() => rehearsal.services.clock.random());
		const card = { tokenType: 'ProxCard', tokenValue, isLost: true };
		return { ...card, id: await net2.tokens.add(id, card) };
	};
	const card = await attempt().catch(async (error: unknown) => {
		// Another user may have this number.
		if (isRefusal(error) && error.reason === 'badInput') return await attempt();
		throw error;
	});
	if (card.id !== null) return { ...card, id: card.id };
	const [listed] = (await net2.tokens.list(id)) ?? [];
	if (listed !== undefined) return { ...listed, isLost: true };
	throw failure(rehearseMessages.cardNotKept);
}

async function removeCards({ net2, id }: Rehearsal): Promise<void> {
	for (const card of (await net2.tokens.list(id)) ?? []) await net2.tokens.delete(id, card.id);
}

/** Eight digits without a leading zero, so that every server stores it as it was sent. */
function newNumber(random: () => number): string {
	return String(10_000_000 + Math.floor(random() * 89_999_999));
}
