import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './apiError';
import type { Context } from './context';
import { recordUserChange } from './events';
import { Fields, pathNumber } from './fields';
import type { Card } from './model';
import { sendList, sendNothing } from './replies';
import { userOf } from './userOf';

/** Net2's names, read in any case (API sheet, section 5.10). */
export const tokenTypes = [
	'Unspecified',
	'ProxCard',
	'ProxIsoCard',
	'ProxIsoCardWithoutMagstripe',
	'Keyfob',
	'HandsFreeToken',
	'HandsFreeKeyCard',
	'Watchprox',
	'FingerprintVerificationCard',
	'VehicleNumberPlate',
	'TelephoneCallerId',
];

/** Tokens, which is to say cards: API sheet, section 5.10. */
export function cardRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users/token/types', async (_, reply) => {
		return await sendList(reply, context, tokenTypes);
	});
	app.get('/users/:id/tokens', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		return await sendList(reply, context, context.world.cardsOf(user.id).map(showCard));
	});
	app.get('/users/:id/tokens/:tokenId', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		return await reply.send(showCard(cardOf(context, user.id, pathNumber(request, 'tokenId'))));
	});
	app.post('/users/:id/tokens', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const wanted = requestedCard(Fields.of(request));
		refuseIssued(context, wanted.tokenValue, undefined);
		const card = context.world.addCard({ userId: user.id, ...wanted });
		recordUserChange(context, user, 'changed');
		return await reply.code(201).send(showCard(card));
	});
	app.put('/users/:id/tokens/:tokenId', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const card = cardOf(context, user.id, pathNumber(request, 'tokenId'));
		// The whole token is replaced: what is left out goes back to what a new one has.
		const wanted = requestedCard(Fields.of(request));
		refuseIssued(context, wanted.tokenValue, card.id);
		Object.assign(card, wanted);
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendNothing(reply, 204);
	});
	app.delete('/users/:id/tokens/:tokenId', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const card = cardOf(context, user.id, pathNumber(request, 'tokenId'));
		context.world.cards.delete(card.id);
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendNothing(reply, 204);
	});
}

export function showCard({ id, tokenType, tokenValue, isLost }: Card): Omit<Card, 'userId'> {
	return { id, tokenType, tokenValue, isLost };
}

function cardOf(context: Context, userId: number, id: number): Card {
	const card = context.world.cards.get(id);
	if (!card || card.userId !== userId) throw notFound('Token');
	return card;
}

function requestedCard(fields: Fields): Omit<Card, 'id' | 'userId'> {
	const tokenValue = fields.text('tokenValue')?.trim();
	if (!tokenValue) throw badRequest('A token needs a value.');
	const wanted = fields.text('tokenType') ?? 'Unspecified';
	const tokenType = tokenTypes.find((type) => type.toLowerCase() === wanted.toLowerCase());
	if (tokenType === undefined) throw badRequest('The token type is not valid.');
	return { tokenType, tokenValue, isLost: fields.flag('isLost') ?? false };
}

/** In the words that were recorded (API sheet, section 4); they echo the number. */
function refuseIssued(context: Context, value: string, exceptId: number | undefined): void {
	for (const card of context.world.cards.values()) {
		if (card.tokenValue === value && card.id !== exceptId) {
			throw badRequest(`Card ${value} has already been issued.`);
		}
	}
}
