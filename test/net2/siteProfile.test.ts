import { describe, expect, it } from 'vitest';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';
import { parseSiteProfile, type SiteProfile } from '../../nodes/PaxtonNet2/net2/siteProfile';

const PROFILE: SiteProfile = {
	version: 1,
	net2Version: '6.9.0.0',
	putForm: { lost: ['expiryDate'] },
	customFields: 'merged',
	dateForm: { stored: 'midnight', zone: 'offset' },
	pinReadable: 'yes',
	clearLevels: 'either',
	omittedIndividualDoors: 'kept',
	departmentNone: 'listed',
	expiredListed: { rest: true, sql: true },
	deletedListed: { rest: false, sql: null },
	missingUser: '404',
	writeStatuses: {
		createUser: 201,
		updateUser: 200,
		deleteUser: 204,
		setDepartment: 204,
		setLevels: 204,
		addCard: 201,
		changeCard: 204,
		removeCard: 204,
	},
	parallel: 'helps',
	maxQueryLength: 2048,
	eventDialect: 'where',
	eventsByUserAndTime: true,
	refreshRotates: false,
};

function refusal(text: string): string {
	try {
		parseSiteProfile(text);
	} catch (error) {
		if (error instanceof Net2Error && error.reason === 'badInput') return error.message;
		throw error;
	}
	throw new Error('The profile was accepted.');
}

describe('parseSiteProfile', () => {
	it('returns a profile as it was written', () => {
		expect(parseSiteProfile(JSON.stringify(PROFILE, null, 2))).toEqual(PROFILE);
	});

	it.each([
		['another version', { version: 2 }, 'version'],
		['an unknown value', { pinReadable: 'maybe' }, 'pinReadable'],
		['a member that is lost but unknown', { putForm: { lost: ['shoeSize'] } }, 'putForm.lost.0'],
		[
			'a status that is no success',
			{ writeStatuses: { ...PROFILE.writeStatuses, addCard: 500 } },
			'addCard',
		],
		['a version with markup', { net2Version: '<b>' }, 'net2Version'],
		['a member that is unknown', { operator: 'System engineer' }, 'operator'],
	])('names the member when a profile has %s', (_, change, where) => {
		expect(refusal(JSON.stringify({ ...PROFILE, ...change }))).toContain(where);
	});

	it('names the member when one is missing', () => {
		const { clearLevels: _, ...rest } = PROFILE;
		expect(refusal(JSON.stringify(rest))).toContain('clearLevels');
	});

	it('repeats nothing of a text that is not a profile', () => {
		expect(refusal('password: hunter2')).toContain('not valid JSON');
		expect(refusal('password: hunter2')).not.toContain('hunter2');
		expect(refusal(JSON.stringify({ ...PROFILE, pinReadable: 'hunter2' }))).not.toContain(
			'hunter2',
		);
	});
});
