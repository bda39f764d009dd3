import type { FastifyInstance } from 'fastify';
import { badRequest, notFound } from './apiError';
import type { Context } from './context';
import { recordUserChange } from './events';
import { Fields, pathNumber } from './fields';
import type { Card } from './model';
import { sendList, sendWritten } from './replies';
import type { Switches } from './switches';
import { readUserOf, userOf } from './userOf';

/** Net2's names, read in any case (docs/net2-api.md). */
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

/** Cards of a user, which Net2's API calls tokens (docs/net2-api.md). */
export function cardRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users/token/types', async (_, reply) => {
		return await sendList(reply, context, tokenTypes);
	});
	app.get('/users/:id/tokens', async (request, reply) => {
		const user = readUserOf(context, pathNumber(request, 'id'));
		return await sendList(reply, context, context.world.cardsOf(user.id).map(showCard));
	});
	app.get('/users/:id/tokens/:tokenId', async (request, reply) => {
		const user = readUserOf(context, pathNumber(request, 'id'));
		return await reply.send(showCard(cardOf(context, user.id, pathNumber(request, 'tokenId'))));
	});
	app.post('/users/:id/tokens', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const wanted = requestedCard(Fields.of(request), context.switches);
		refuseIssued(context, wanted.tokenValue, undefined);
		const card = context.world.addCard({ userId: user.id, ...wanted });
		recordUserChange(context, user, 'changed');
		return await sendWritten(reply, context, 'addCard', showCard(card));
	});
	app.put('/users/:id/tokens/:tokenId', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const card = cardOf(context, user.id, pathNumber(request, 'tokenId'));
		// The whole token is replaced: what is left out goes back to what a new one has.
		const wanted = requestedCard(Fields.of(request), context.switches);
		refuseIssued(context, wanted.tokenValue, card.id);
		Object.assign(card, wanted);
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendWritten(reply, context, 'changeCard');
	});
	app.delete('/users/:id/tokens/:tokenId', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const card = cardOf(context, user.id, pathNumber(request, 'tokenId'));
		context.world.cards.delete(card.id);
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendWritten(reply, context, 'removeCard');
	});
}

/** Fingerprints and some plates have no value (docs/net2-api.md); the emulator keeps those as an empty text. */
function showCard({ id, tokenType, tokenValue, isLost }: Card): Record<string, unknown> {
	return { id, tokenType, tokenValue: tokenValue === '' ? null : tokenValue, isLost };
}

function cardOf(context: Context, userId: number, id: number): Card {
	const card = context.world.cards.get(id);
	if (!card || card.userId !== userId) throw notFound('Token');
	return card;
}

function requestedCard(fields: Fields, switches: Switches): Omit<Card, 'id' | 'userId'> {
	const wanted = fields.text('tokenType') ?? 'Unspecified';
	const tokenType = tokenTypes.find((type) => type.toLowerCase() === wanted.toLowerCase());
	if (tokenType === undefined) throw badRequest('The token type is not valid.');
	const tokenValue = requestedValue(fields.text('tokenValue')?.trim() ?? '', tokenType, switches);
	return { tokenType, tokenValue, isLost: fields.flag('isLost') ?? false };
}

const WITHOUT_NUMBER = ['FingerprintVerificationCard', 'VehicleNumberPlate', 'TelephoneCallerId'];

/** A card number may be an integer of at most eight digits, which has no leading zeros (docs/net2-api.md). */
function requestedValue(value: string, tokenType: string, switches: Switches): string {
	const needsNumber = !WITHOUT_NUMBER.includes(tokenType);
	if (value === '' && tokenType !== 'FingerprintVerificationCard') {
		throw badRequest('A token needs a value.');
	}
	if (switches.cardNumbers === 'text' || !needsNumber) return value;
	if (!/^0*\d{1,8}$/.test(value)) throw badRequest('The token value is not valid.');
	return String(Number(value));
}

/** In the words that were recorded (docs/net2-api.md); they echo the number. */
function refuseIssued(context: Context, value: string, exceptId: number | undefined): void {
	for (const card of context.world.cards.values()) {
		if (value !== '' && card.tokenValue === value && card.id !== exceptId) {
			throw badRequest(`Card ${value} has already been issued.`);
		}
	}
}
