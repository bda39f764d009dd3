import { expect, test } from 'vitest';
import { DerivedKeys } from '../../nodes/PaxtonNet2/net2/signIn/derivedKeys';
import { createSealer } from '../../nodes/PaxtonNet2/net2/signIn/seal';
import { SEAL_COST } from '../../nodes/PaxtonNet2/net2/signIn/sealCost';

/** Made with scrypt at N 2^15, r 8, p 1. Other costs derive another key, which does not open it. */
const SEALED = 'v2.FA9zxSh_WoDdN32xfN8RTg.tYyTdNWCDeImJ0aX.ixtD-0Qm8HLb2iyvl5o9hu8L4dHrwkO3';
/** Of version 1, which derived a slow key for each salt. */
const SEALED_V1 = 'v1.wFbAtOu1AhpSg6vHhG-3VQ.pWAfuxW4kpSUqtPP.uLPkZO3pDepOcfJ9fReoRnwtGYkFKuru';
const sealer = createSealer(
	{
		baseUrl: 'https://net2.example.local',
		username: 'operator',
		password: 'correct horse',
		clientId: 'client',
		mfaType: 'none',
	},
	'fingerprint',
	new DerivedKeys(),
);

// Unit tests run at a lower cost (vitest.config.ts); this file runs at the one that is shipped.
test('the node derives the key of a saved sign-in at N 2^15, r 8, p 1', () => {
	expect(SEAL_COST).toMatchObject({ N: 32_768, r: 8, p: 1 });
});

test('opens a saved sign-in of another process when it has the same credential', async () => {
	expect(await sealer.open('session', SEALED)).toBe('Żółć');
});

test('does not open a saved sign-in when another version of the seal made it', async () => {
	expect(await sealer.open('session', SEALED_V1)).toBeUndefined();
});
