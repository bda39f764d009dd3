import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { byKey } from '../promises/support';
import { DataTables } from './dataTables';
import { startMailServer } from './hrServer';
import { day, example, FORGETFUL, output } from './support';
import { credentialFor } from '../actions/setUp';

/**
 * A person has disabled the user. Only `rehire` gives access then, since an operator decides it (docs/safety-rules.md,
 * rule 8). Every other shipped workflow for joiners is run here with such a user.
 */
let net2: Emulator;
beforeEach(async () => {
	net2 = await startEmulator(FORGETFUL);
});
afterEach(async () => await net2.stop());

/** Anna is in the HR list of the workflows, with the same number and name. */
function annaIsDisabled(more: object = {}): void {
	net2.addUser({
		firstName: 'Anna',
		middleName: 'van den',
		lastName: 'Berg',
		personnelNumber: '00123',
		department: 'Sales',
		accessLevels: [2],
		expiryDate: '2026-06-01T00:00:00',
		...more,
	});
}
const doors = (number: string) => byKey(net2).get(number)?.canOpen;

describe.each([
	['with an end date that has passed', {}],
	['with an end date that passed yesterday', { expiryDate: `${day(-2)}T00:00:00` }],
	[
		'with the text of an entry of another user',
		{ customFields: [{ id: 13, value: '[n8n1 left=2026-06-01]' }] },
	],
])('a user disabled by hand %s', (_, more) => {
	test.each(['joiner', 'provision'])('keeps no access in the workflow %s', async (name) => {
		annaIsDisabled(more);
		await example(net2, name, { startNode: 'Start' });
		expect(doors('00123')).toEqual([]);
		expect(doors('1002')).not.toEqual([]);
	});

	test.each([undefined, day(100), 'never'])(
		'keeps no access in new-starter, end date %s',
		async (endDate) => {
			annaIsDisabled(more);
			await example(net2, 'new-starter', {
				startNode: 'New starter',
				json: {
					body: {
						key: '00123',
						firstName: 'Anna',
						lastName: 'van den Berg',
						department: '0100',
						endDate,
						startDate: day(-1),
					},
				},
			});
			expect(doors('00123')).toEqual([]);
		},
	);

	test('keeps no access in nightly-sync', async () => {
		annaIsDisabled(more);
		const mail = await startMailServer();
		const result = await example(net2, 'nightly-sync', {
			dataTables: new DataTables(),
			pinData: {
				'HR lines': [
					{
						json: {
							key: '00123',
							firstName: 'Anna',
							lastName: 'Berg',
							department: '0100',
							endDate: '',
						},
					},
				],
			},
			credentials: {
				paxtonNet2Api: credentialFor(net2),
				smtp: { host: '127.0.0.1', port: mail.port, secure: false, disableStartTls: true },
			},
		});
		await mail.stop();
		expect(output(result, 'Summary of the run')).toMatchObject([{ mode: 'apply' }]);
		expect(doors('00123')).toEqual([]);
	});
});
