import { expect } from 'vitest';
import { CLIENT_ID, OPERATOR, query, signedIn, TOKENS, type Sent } from './clientRequests';
import { form, json, type TestReply } from './testClient';

/** Clients of doors, events, cards and settings, and smaller ones. */
export const OTHER_CLIENTS: Record<string, Sent[]> = {
	'O, a home automation binding': [
		{
			does: 'creates a user with levels and a lockdown exemption',
			path: '/users',
			request: () =>
				json('POST', {
					firstName: 'Olga',
					lastName: 'New',
					departmentId: 1,
					isLockdownExempt: true,
					doorAccessPermissionSet: { accessLevels: [2], individualPermissions: [] },
				}),
			status: 201,
			effect: (_, client) =>
				expect(client.person(5)).toMatchObject({ accessLevels: [2], isLockdownExempt: true }),
		},
		{
			does: 'starts a lockdown',
			path: '/commands/controlLockdown',
			request: () => json('POST', { lockdown: true }),
			status: 200,
			effect: (_, client) => {
				const typeFor = (userId: number) => client.net2.pass({ userId, door: 6000001 }).eventType;
				expect([typeFor(1), typeFor(2), typeFor(3)]).toEqual([112, 20, 23]);
			},
		},
		{
			does: 'opens a door with a light, by number',
			path: '/commands/door/control',
			request: () =>
				json('POST', {
					doorId: 6000001,
					relayFunction: { relayId: 'Relay1', relayAction: 'TimedOpen', relayOpenTime: 500 },
					ledFlash: 3,
				}),
			status: 200,
		},
		{
			does: 'reads events by dates',
			path: '/events?startDate=2026-03-01T00:00:00&endDate=2026-03-03T00:00:00&pageSize=1000',
			status: 200,
		},
	],
	'S, a building automation driver': [
		{
			does: 'reads events by a condition',
			path: `/events?where=${encodeURIComponent("eventTime > '2026-03-01T00:00:00'")}&orderBy=eventid%20asc&rowCount=100`,
			status: 200,
		},
		{
			does: 'replaces a whole card, by id 0',
			path: '/users/1/tokens/0',
			request: () =>
				json('PUT', { id: 0, tokenType: 'ProxCard', tokenValue: '10000001', isLost: true }),
			status: 204,
			effect: (_, client) => expect(client.person(1).cards).toMatchObject([{ isLost: true }]),
		},
		{
			does: 'deletes a card',
			path: '/users/1/tokens/0',
			request: () => ({ method: 'DELETE' }),
			status: 204,
			effect: (_, client) => expect(client.person(1).cards).toEqual([]),
		},
	],
	'P, a PowerShell module': [
		{
			does: 'signs in with JSON',
			path: TOKENS,
			request: () => json('POST', { ...OPERATOR, grant_type: 'password', client_id: CLIENT_ID }),
			status: 200,
			effect: signedIn,
		},
		{
			does: 'revokes a refresh token',
			path: TOKENS,
			request: () => json('DELETE', { refreshToken: 'x' }),
			status: 204,
		},
		{ does: 'reads the version', path: '/serversettings/version', status: 200 },
		{ does: 'reads users without a department', path: '/departments/root/users', status: 200 },
		{
			does: 'purges users by a list',
			path: '/users?purge=true',
			request: () => json('DELETE', [1, 2]),
			status: 204,
			effect: (_, client) => expect(client.net2.state().users).toHaveLength(2),
		},
	],
	'X, a PHP client': [
		{
			does: 'changes a user with a form and names in lower case',
			path: '/users/1',
			request: () => ({
				...form({ firstname: 'Zoë', telephone: '1', pin: '0815' }),
				method: 'PUT',
			}),
			status: 200,
			effect: (_, client) =>
				expect(client.person(1)).toMatchObject({ firstName: 'Zoë', pin: '0815' }),
		},
		{
			does: 'opens a door with a form',
			path: '/commands/door/open',
			request: () => form({ doorId: '6000001' }),
			status: 200,
		},
		{
			does: 'changes an access level',
			path: '/accesslevels/2',
			request: () =>
				json('PUT', { id: 2, name: 'Office', detailRows: [{ areaID: 1, timezoneID: 1 }] }),
			status: 204,
		},
		{ does: 'reads unknown cards', path: '/events/latestunknowntokens?max=5', status: 200 },
	],
	'T, a web client': [
		{
			does: 'signs in with a client secret as well',
			path: TOKENS,
			request: () =>
				form({
					...OPERATOR,
					grant_type: 'password',
					client_id: CLIENT_ID,
					client_secret: 'x',
					scope: 'offline_access',
				}),
			status: 200,
			effect: (reply) => expect(reply.json).toHaveProperty('refresh_token'),
		},
		{
			does: 'queries text with N and aliases in lower case',
			path: query("SELECT u.UserID AS id FROM sdk.UsersEx u WHERE u.Surname = N'Żółć'"),
			status: 200,
			effect: (reply) => expect(reply.json).toEqual([{ id: 4 }]),
		},
		{
			does: 'stores a picture',
			path: '/users/1/image',
			request: () => json('PUT', { base64Data: '/9j/4AAQ' }),
			status: 204,
		},
	],
	'R, a React client': [
		{
			does: 'adds a card with a number and flags as text',
			path: '/users/3/tokens',
			request: () => json('POST', { tokenType: 'Proxcard', tokenValue: 12345678, isLost: 'False' }),
			status: 201,
			effect: (_, client) =>
				expect(client.person(3).cards).toMatchObject([{ tokenValue: '12345678', isLost: false }]),
		},
	],
	'A, a home automation integration': [
		...['features', 'properties', 'productType', 'version', 'version/history'].map((part) => ({
			does: `reads the server setting ${part}`,
			path: `/serverSettings/${part}`,
			status: 200,
			effect: (reply: TestReply) => expect(reply.json).toBeTypeOf('object'),
		})),
		{ does: 'reads the state of doors', path: '/doors/status', status: 200 },
	],
	'C, two demonstrations': [
		{
			does: 'changes a PIN with all other members null',
			path: '/users/2',
			request: () =>
				json('PUT', { id: 2, pin: '4711', firstName: null, lastName: null, telephone: null }),
			status: 200,
			effect: (_, client) =>
				expect(client.person(2)).toMatchObject({ pin: '4711', lastName: 'Hopper' }),
		},
	],
};
