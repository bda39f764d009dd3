import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError, badRequest } from './apiError';
import type { Context } from './context';
import { Fields } from './fields';
import { htmlPage, sendNothing } from './replies';

/** Signing in (docs/net2-api.md). */
export function signInRoutes(app: FastifyInstance, context: Context): void {
	app.post('/authorization/tokens', async (request, reply) => {
		if (limited(request, context)) return await sendTooMany(reply, context);
		const fields = Fields.of(request);
		checkClient(request, fields, context);
		return await reply.send(grant(fields, context));
	});
	// A browser's preflight counts as well, as one client found (docs/net2-api.md).
	app.options('/authorization/tokens', async (request, reply) => {
		if (limited(request, context)) return await sendTooMany(reply, context);
		return await sendNothing(reply, 204);
	});
	app.delete('/authorization/tokens', async (request, reply) => {
		if (limited(request, context)) return await sendTooMany(reply, context);
		context.signIn.revokeRefreshToken(Fields.of(request).text('refreshToken') ?? '');
		return await sendNothing(reply, 204);
	});
	app.post('/authorization/mfa-request', async (request, reply) => {
		const fields = Fields.of(request);
		const challenge = context.signIn.challenge(fields.text('challengeToken'));
		if (fields.text('challengeType')?.toLowerCase() !== context.switches.mfa) {
			throw badRequest('The challenge type is not valid.');
		}
		if (context.switches.mfa === 'email') context.signIn.sendCode(challenge);
		return await reply.send({});
	});
	app.post('/authorization/mfa-challenge', async (request, reply) => {
		const fields = Fields.of(request);
		const token = fields.text('challengeToken') ?? '';
		context.signIn.checkCode(token, fields.text('code')?.trim() ?? '', context.switches);
		return await reply.send({});
	});
}

export function isLoopback(address: string): boolean {
	return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

function limited(request: FastifyRequest, { switches, signIn }: Context): boolean {
	if (switches.signInRate === 'off' || switches.signInRate === 0) return false;
	if (switches.loopbackExempt && isLoopback(request.ip)) return false;
	return !signIn.admit(request.ip, switches.signInRate);
}

/** By default without Retry-After, as stock nginx (docs/net2-api.md). */
export async function sendTooMany(reply: FastifyReply, context: Context): Promise<FastifyReply> {
	const { retryAfter } = context.switches;
	if (retryAfter === 'date') {
		const at = new Date(Math.ceil(context.clock.now().getTime() / 1000) * 1000 + 1000);
		void reply.header('retry-after', at.toUTCString());
	} else if (retryAfter !== 'off') void reply.header('retry-after', String(retryAfter));
	return await reply.code(429).type('text/html').send(htmlPage('429 Too Many Requests'));
}

/** One client sends the client id by HTTP Basic, and does not repeat it in the body (docs/net2-api.md). */
function checkClient(request: FastifyRequest, fields: Fields, context: Context): void {
	const basic = context.switches.clientAuth === 'either' ? basicUser(request) : undefined;
	const clientId = basic ?? fields.text('client_id')?.trim();
	if (clientId !== context.operator.clientId) throw new ApiError(400, { error: 'invalid_client' });
}

/** The user name of HTTP Basic, which OAuth writes URL-encoded (RFC 6749, section 2.3.1). */
function basicUser({ headers }: FastifyRequest): string | undefined {
	const encoded = /^basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1];
	if (encoded === undefined) return undefined;
	const [name = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	try {
		return decodeURIComponent(name.replaceAll('+', ' '));
	} catch {
		return name;
	}
}

function grant(fields: Fields, context: Context): Record<string, unknown> {
	const wantsRefresh = (fields.text('scope') ?? '').split(' ').includes('offline_access');
	switch (fields.text('grant_type')) {
		case 'password':
			return passwordGrant(fields, context, wantsRefresh);
		case 'refresh_token':
			return refreshGrant(fields.text('refresh_token') ?? '', context, wantsRefresh);
		case 'mfa_2fa':
			return secondFactorGrant(fields.text('challengeToken') ?? '', context, wantsRefresh);
		default:
			throw new ApiError(400, { error: 'unsupported_grant_type' });
	}
}

function passwordGrant(fields: Fields, context: Context, wantsRefresh: boolean) {
	const { username, password } = context.operator;
	const rightName = fields.text('username')?.toLowerCase() === username.toLowerCase();
	if (!rightName || fields.text('password') !== password) {
		throw new ApiError(401, { error: 'invalid_grant' });
	}
	if (context.switches.mfa !== 'none') throw secondFactorNeeded(context, wantsRefresh);
	return tokenReply(context, wantsRefresh ? newRefreshToken(context) : undefined);
}

/** The status is a switch, because no source records it (docs/net2-api.md). */
function secondFactorNeeded(context: Context, wantsRefresh: boolean): ApiError {
	const challengeToken = context.signIn.newChallenge(wantsRefresh);
	return new ApiError(context.switches.mfaStatus, { error: 'mfa_required', challengeToken });
}

function secondFactorGrant(token: string, context: Context, wantsRefresh: boolean) {
	const challenge = context.signIn.challenge(token);
	if (!challenge.verified) throw new ApiError(400, { error: 'invalid_grant' });
	context.signIn.endChallenge(token);
	const refresh = wantsRefresh || challenge.wantsRefresh;
	return tokenReply(context, refresh ? newRefreshToken(context) : undefined);
}

/**
 * The old refresh token keeps working unless tokens rotate. A new one comes only when the request requires one
 * (docs/net2-api.md). A chain that does not slide ends when its first token would have ended.
 */
function refreshGrant(token: string, context: Context, wantsRefresh: boolean) {
	const { switches, signIn, clock } = context;
	const known = signIn.refreshToken(token);
	if (!known) throw new ApiError(400, { error: 'invalid_grant' });
	if (switches.refreshNeedsMfa && switches.mfa !== 'none') {
		throw secondFactorNeeded(context, wantsRefresh);
	}
	if (switches.refreshSlides) {
		known.expiresAt = clock.now().getTime() + switches.refreshLife * 1000;
	}
	if (switches.refreshRotates) signIn.revokeRefreshToken(token);
	const renewed = switches.refreshRotates || wantsRefresh;
	return tokenReply(context, renewed ? signIn.newRefreshToken(known.expiresAt) : undefined);
}

function newRefreshToken({ signIn, clock, switches }: Context): string {
	return signIn.newRefreshToken(clock.now().getTime() + switches.refreshLife * 1000);
}

function tokenReply(context: Context, refreshToken: string | undefined): Record<string, unknown> {
	const { token, expiresAt } = context.signIn.newAccessToken(context.switches.tokenLife);
	const expiry = new Date(expiresAt).toISOString().replace('Z', '0000Z');
	return {
		access_token: token,
		token_type: 'bearer',
		...(context.switches.omitExpiresIn ? {} : { expires_in: context.switches.tokenLife }),
		...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
		expiry_datetime: expiry,
	};
}
