import { expect, test, vi } from 'vitest';
import { failed } from '../../nodes/PaxtonNet2/lifecycle/result/failure';
import { Net2Error } from '../../nodes/PaxtonNet2/net2/errors';

test('a fault of the node goes to the log of the host, and no other failure does', () => {
	const onFault = vi.fn();
	const run = { operation: 'user.update', onFault };
	failed(run, new Net2Error('notFound', 'Net2 has no user with id 7.', 'Check the id in Net2.'));
	expect(onFault).not.toHaveBeenCalled();
	const fault = new TypeError('undefined is not a function');
	expect(failed(run, fault).error).toMatchObject({ reason: 'internal', done: [], undo: null });
	expect(onFault.mock.calls).toEqual([[fault]]);
});

test.each(['nameMismatch', 'nearMiss', 'ambiguous', 'possibleDuplicate'] as const)(
	'a failure with the reason %s does not name the user, who may be another employee',
	(reason) => {
		const user = { key: '00123', userId: 7, name: 'Ada Lovelace' };
		const error = new Net2Error(reason, 'The user differs.', 'Check the number.');
		expect(failed({ operation: 'user.update' }, error, user).error).toMatchObject({
			key: '00123',
			userId: 7,
			name: '',
		});
		const other = failed({ operation: 'user.update' }, new Net2Error('conflict', 'x', 'y'), user);
		expect(other.error.name).toBe('Ada Lovelace');
	},
);
