import { expect, test } from 'vitest';
import { typesOf } from '../../nodes/PaxtonNet2/lifecycle/events/kinds';

test('event types are named by kind or by number, and each is requested once', () => {
	expect(typesOf(['28', '9', '28'])).toEqual([9, 28]);
	const granted = typesOf(['accessGranted']);
	expect(granted.length).toBeGreaterThan(1);
	expect(typesOf(['accessGranted', String(granted[0])])).toEqual(granted);
	expect(typesOf(['leaverCardUsed'])).toEqual(
		[...granted, ...typesOf(['accessDenied'])].sort((a, b) => a - b),
	);
	expect(typesOf(['no kind', '1234567', '-1'])).toEqual([]);
});
