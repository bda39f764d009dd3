import type { FastifyInstance } from 'fastify';
import { notFound } from './apiError';
import type { Context } from './context';
import { sendList, sendNothing } from './replies';
import type { Switches } from './switches';

/** What a server reports about itself. No source shows these bodies (docs/net2-api.md), so the shapes are a choice. */
export function serverRoutes(app: FastifyInstance, context: Context): void {
	// Works without a token, as one client found.
	app.get('/operators', async (_, reply) => {
		const [firstName = '', ...rest] = context.operator.username.split(' ');
		const surname = rest.join(' ');
		const displayName = context.operator.username;
		return await sendList(reply, context, [{ userID: 0, firstName, surname, displayName }]);
	});
	app.get('/serversettings/version', async (_, reply) => {
		return await reply.send({ version: versionOf(context) });
	});
	app.get('/serversettings/version/history', async (_, reply) => {
		return await sendList(reply, context, [{ version: versionOf(context) }]);
	});
	app.get('/serversettings/producttype', async (_, reply) => {
		const lite = context.switches.lite !== 'off';
		return await reply.send({ productType: lite ? 'Net2Lite' : 'Net2Pro' });
	});
	app.get('/serversettings/features', async (_, reply) => {
		const multipleAccessLevels = context.switches.lite === 'off';
		return await reply.send({
			multipleAccessLevels,
			lockdown: true,
			mfa: hasMfa(context.switches),
		});
	});
	app.get('/serversettings/properties', async (_, reply) => {
		return await reply.send({ timeZone: context.switches.tz, language: context.switches.language });
	});
	app.get('/versions', async (_, reply) => await reply.send(['v1']));
	app.get('/timezones', async (_, reply) => {
		return await sendList(reply, context, [
			{ id: 1, name: 'All day, every day' },
			{ id: 2, name: 'Working hours' },
		]);
	});
	app.post('/commands/antipassback/reset', async (_, reply) => await sendNothing(reply, 200));
}

/** The second factor came with version 7 (docs/net2-api.md). */
function hasMfa(switches: Switches): boolean {
	return switches.mfa !== 'none';
}

/** Null: this server does not report its version. */
export function reportedVersion(switches: Switches): string | null {
	if (switches.net2Version === 'hidden') return null;
	if (switches.net2Version !== 'auto') return switches.net2Version;
	return hasMfa(switches) ? '7.0.0.0' : '6.9.0.0';
}

function versionOf({ switches }: Context): string {
	const version = reportedVersion(switches);
	if (version === null) throw notFound('Resource');
	return version;
}
