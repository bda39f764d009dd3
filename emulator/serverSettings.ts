import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { sendList, sendNothing } from './replies';

/** What a server tells of itself; shapes are not recorded anywhere (API sheet, section 11). */
export function serverRoutes(app: FastifyInstance, context: Context): void {
	// Works without a token, as one client found.
	app.get('/operators', async (_, reply) => {
		const [firstName = '', ...rest] = context.operator.username.split(' ');
		const surname = rest.join(' ');
		const displayName = context.operator.username;
		return await sendList(reply, context, [{ userID: 0, firstName, surname, displayName }]);
	});
	app.get('/serversettings/version', async (_, reply) => {
		return await reply.send({ version: context.switches.mfa === 'none' ? '6.9.0.0' : '7.0.0.0' });
	});
	app.get('/serversettings/producttype', async (_, reply) => {
		const lite = context.switches.lite !== 'off';
		return await reply.send({ productType: lite ? 'Net2Lite' : 'Net2Pro' });
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
