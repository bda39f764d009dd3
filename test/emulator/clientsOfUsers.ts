import { expect } from 'vitest';
import { basic, CLIENT_ID, OPERATOR, query, signedIn, TOKENS, type Sent } from './clientRequests';
import { form, json } from './testClient';

/** Two clients that are in production and manage users. */
export const CLIENTS_OF_USERS: Record<string, Sent[]> = {
	'G, a Go proxy': [
		{
			does: 'signs in with its client id in HTTP Basic',
			path: TOKENS,
			request: () => basic({ grant_type: 'password', ...OPERATOR }),
			status: 200,
			effect: signedIn,
		},
		{
			does: 'sends the id and an end date with an offset',
			path: '/users/1',
			request: () => json('PUT', { Id: 1, ExpiryDate: '2026-12-31T23:59:00+01:00' }),
			status: 200,
			effect: (_, client) => expect(client.person(1).expiryDate).toBe('2026-12-31T00:00:00'),
		},
		{
			does: 'sends the first year for no end date',
			path: '/users/4',
			request: () => json('PUT', { Id: 4, ExpiryDate: '0001-01-01T00:00:00Z' }),
			status: 200,
			effect: (_, client) => expect(client.person(4).expiryDate).toBeNull(),
		},
		{
			does: 'removes all levels with [0]',
			path: '/users/1/doorpermissionset',
			request: () => json('PUT', { accessLevels: [0], individualPermissions: [] }),
			status: 204,
			effect: (_, client) => expect(client.person(1).canOpen).toEqual([]),
		},
		{
			does: 'sends a department with its name',
			path: '/users/1/departments',
			request: () => json('PUT', { id: 2, name: 'Engineering' }),
			status: 204,
			effect: (_, client) => expect(client.person(1).department).toBe('Engineering'),
		},
		{
			does: 'resets anti-passback',
			path: '/commands/antipassback/reset',
			request: () => json('POST', { userId: 1 }),
			status: 200,
		},
		{
			does: 'opens a door for some time, without a light',
			path: '/commands/door/control',
			request: () =>
				json('POST', {
					doorId: 6000001,
					relayFunction: { relayId: 'Relay1', relayAction: 'TimedOpen', relayOpenTime: 500 },
				}),
			status: 200,
		},
		{
			does: 'queries active users without a schema',
			path: query('SELECT UserID, Surname, Field14_50 FROM UsersEx WHERE Active=1'),
			status: 200,
			effect: (reply) => expect(reply.json).toHaveLength(4),
		},
		{
			does: 'queries devices',
			path: query('SELECT Address, StatusFlag FROM devices'),
			status: 200,
		},
	],
	'H, a provisioning connector': [
		{
			does: 'signs in with a form',
			path: TOKENS,
			request: () => form({ ...OPERATOR, grant_type: 'password', client_id: CLIENT_ID }),
			status: 200,
			effect: signedIn,
		},
		{
			does: 'creates a user who has ended, with short dates and a list with holes',
			path: '/users',
			request: () =>
				json('POST', {
					FirstName: 'Nora',
					LastName: 'New',
					ActivateDate: '3/2/2026',
					ExpiryDate: '3/1/2026',
					customFields: [null, { id: 14, value: '00900' }],
				}),
			status: 201,
			effect: (_, client) =>
				expect(client.person(5)).toMatchObject({
					expiryDate: '2026-03-01T00:00:00',
					activateDate: '2026-03-02T00:00:00',
					customFields: [{ id: 14, value: '00900' }],
				}),
		},
		{
			does: 'updates with the id as text, a short date and what changes',
			path: '/users/1',
			request: () => json('PUT', { id: '1', expiryDate: '12/31/2026', lastName: 'King' }),
			status: 200,
			effect: (_, client) =>
				expect(client.person(1)).toMatchObject({
					lastName: 'King',
					expiryDate: '2026-12-31T00:00:00',
				}),
		},
		{
			does: 'enables with an end date of null',
			path: '/users/3',
			request: () => json('PUT', { id: '3', activateDate: '3/2/2026', expiryDate: null }),
			status: 200,
			effect: (_, client) => expect(client.person(3).expiryDate).toBeNull(),
		},
		{
			does: 'removes the department with the text "0"',
			path: '/users/1/departments',
			request: () => json('PUT', { id: '0' }),
			status: 204,
			effect: (_, client) => expect(client.person(1).department).toBe('None'),
		},
		{
			does: 'removes all levels with [] and keeps individual doors',
			path: '/users/2/doorpermissionset',
			request: () =>
				json('PUT', {
					accessLevels: [],
					individualPermissions: [{ id: 6000002, timezoneId: 1 }],
				}),
			status: 204,
			effect: (_, client) => expect(client.person(2).canOpen).toEqual([6000002]),
		},
		{
			does: 'queries a personnel number without quotes',
			path: query('SELECT UserID FROM sdk.usersex WHERE Field14_50 = 77001'),
			status: 200,
			effect: (reply) => expect(reply.json).toEqual([{ userID: 3 }]),
		},
	],
};
