import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator';
import {
	beginEmailChallenge,
	findRefreshRotation,
	openNet2,
	SessionPool,
	submitCode,
} from '../../nodes/PaxtonNet2/net2/openNet2';
import { FakeClock } from './support/fakeClock';
import { MemoryStore } from './support/memoryStore';
import { startServer } from './support/net2Server';
import { openClient, tokenReply } from './support/openClient';
import {
	counted,
	scriptedServer,
	EMULATOR_SECRET,
	scriptedServerOptions,
} from './support/scriptedServer';

const CODE = 'POST /authorization/mfa-challenge';
const REQUEST = 'POST /authorization/mfa-request';
const STATUSES = [200, 400, 401, 403] as const;

let emulator: Emulator;
let clock: FakeClock;
beforeEach(async () => {
	({ emulator, clock } = await scriptedServer());
});
afterEach(async () => await emulator.stop());

type Overrides = Parameters<typeof scriptedServerOptions>[2];
const options = (overrides: Overrides = {}) => scriptedServerOptions(emulator, clock, overrides);
const otp = { mfaType: 'otp', mfaSecret: EMULATOR_SECRET } as const;
const email = { mfaType: 'email' } as const;
/** Those that got past the limit on sign-ins. */
const passwords = () =>
	emulator.requests().filter((one) => one.grant === 'password' && one.status !== 429).length;

describe.each(STATUSES)('mfa_required on %i', (mfaStatus) => {
	it('an authenticator answers by itself', async () => {
		emulator.config({ mfa: 'otp', mfaStatus });
		const client = openNet2(options({ mfa: otp }));
		await Promise.all([client.departments.list(), client.accessLevels.list()]);
		expect(passwords()).toBe(1);
		expect(counted(emulator, CODE)).toBe(1);
		expect(client.session.state()).toMatchObject({ renewable: true, secondFactor: true });
	});

	it('a code by email is requested, submitted, and continued by any client', async () => {
		emulator.config({ mfa: 'email', mfaStatus });
		const begun = await beginEmailChallenge(options({ mfa: email }));
		if (begun.outcome !== 'codeRequested') throw new Error('No code was asked for');
		expect(begun.challenge).not.toContain('challenge');
		const code = emulator.mfa().lastEmailedCode ?? '';
		// Another process: all that travels is the sealed text.
		const { session, expiresAt } = await submitCode(options({ mfa: email }), begun.challenge, code);
		expect(expiresAt - clock.now()).toBeGreaterThan(1_795_000);
		await openNet2(options({ mfa: email, session })).departments.list();
		expect(passwords()).toBe(1);
	});

	it('without a second factor at hand, says what to do and sends no email', async () => {
		emulator.config({ mfa: 'email', mfaStatus });
		for (const mfa of [{ mfaType: 'none' } as const, email]) {
			const client = openNet2(options({ mfa }));
			for (let item = 0; item < 3; item += 1) {
				await expect(client.users.list()).rejects.toMatchObject({
					reason: 'mfaRequired',
					message: expect.stringContaining('accepted the password'),
					remedy: expect.stringMatching(/'Second Factor'|Request Code/),
				});
			}
		}
		expect(passwords()).toBe(2);
		expect(counted(emulator, REQUEST)).toBe(0);
	});
});

describe('codes of an authenticator', () => {
	beforeEach(() => {
		emulator.config({ mfa: 'otp' });
	});

	it.each([
		['base32 with blanks', EMULATOR_SECRET],
		['base32 in small letters with dashes', EMULATOR_SECRET.toLowerCase().replaceAll(' ', '-')],
		['an otpauth address', () => emulator.mfa().uri],
	])('from %s', async (_form, secret) => {
		const mfaSecret = typeof secret === 'function' ? secret() : secret;
		await openNet2(options({ mfa: { mfaType: 'otp', mfaSecret } })).departments.list();
	});

	it.each(['otpauth://hotp/x?secret=ABCD&counter=1', 'otpauth://nonsense', '123!', '0189'])(
		'refuses the secret %j without repeating it',
		(mfaSecret) => {
			expect(() => openNet2(options({ mfa: { mfaType: 'otp', mfaSecret } }))).toThrowError(
				expect.objectContaining({
					reason: 'badInput',
					explanation: expect.not.stringContaining(mfaSecret),
				}),
			);
		},
	);

	it('are never used twice in one process: the next window is awaited', async () => {
		const sessions = new SessionPool(clock);
		await openNet2(options({ mfa: otp, sessions })).departments.list();
		const window = Math.floor(clock.now() / 30_000);
		emulator.reset();
		emulator.config({ mfa: 'otp', otpReuse: 'refuse' });
		// Another client id is another credential, but the same authenticator.
		await openNet2(
			options({ mfa: { ...otp, mfaSecret: ` ${EMULATOR_SECRET}` }, sessions }),
		).departments.list();
		expect(counted(emulator, CODE)).toBe(1);
		expect(Math.floor(clock.now() / 30_000)).toBe(window + 1);
	});

	it('near the end of its window, the next one is awaited', async () => {
		clock.advance(30_000 - (clock.now() % 30_000) - 2_000);
		const window = Math.floor(clock.now() / 30_000);
		await openNet2(options({ mfa: otp })).departments.list();
		expect(Math.floor(clock.now() / 30_000)).toBe(window + 1);
		expect(counted(emulator, CODE)).toBe(1);
	});

	it('another worker used the same window: one more attempt in the next settles it', async () => {
		await openNet2(options({ mfa: otp })).departments.list();
		await openNet2(options({ mfa: otp })).departments.list();
		expect(counted(emulator, CODE)).toBe(3);
	});

	it('two refused codes: stop, and remember it', async () => {
		const sessions = new SessionPool(clock);
		const wrong = { mfaType: 'otp', mfaSecret: 'JBSWY3DPEHPK3PXP' } as const;
		for (let run = 0; run < 3; run += 1) {
			const client = openNet2(options({ mfa: wrong, sessions }));
			await expect(client.users.list()).rejects.toMatchObject({
				reason: 'signInRefused',
				message: expect.stringContaining('code'),
				remedy: expect.stringContaining('Secret'),
			});
		}
		expect(counted(emulator, CODE)).toBe(2);
		expect(passwords()).toBe(2);
	});

	it('a clock of ours that is wrong is put right by that of the server', async () => {
		const { TOTP, Secret } = await import('otpauth');
		const slow = new FakeClock(Date.parse('2031-03-04T10:00:05Z'));
		const ahead = 5 * 60_000;
		const totp = new TOTP({ secret: Secret.fromBase32('JBSWY3DPEHPK3PXP') });
		const right = () => totp.generate({ timestamp: slow.now() + ahead });
		const codes: string[] = [];
		const server = await startServer((seen) => {
			const headers = { date: new Date(slow.now() + ahead).toUTCString() };
			if (seen.path === '/authorization/mfa-challenge') {
				const { code } = JSON.parse(seen.text) as { code: string };
				codes.push(code);
				return code === right() ? { headers, json: {} } : { status: 400, headers, json: {} };
			}
			if (seen.form['grant_type'] === 'mfa_2fa') return { ...tokenReply(1), headers };
			if (seen.form['grant_type'] === 'password') {
				return { status: 400, headers, json: { error: 'mfa_required', challengeToken: 'c' } };
			}
			return { headers, json: [] };
		});
		const { client } = openClient(server, {
			clock: slow,
			mfa: { mfaType: 'otp', mfaSecret: 'JBSWY3DPEHPK3PXP' },
		});
		await client.departments.list();
		expect(new Set(codes).size).toBe(2);
		await server.close();
	});
});

it.each([{ success: false }, { Success: false, message: 'no' }, { error: 'invalid_code' }])(
	'a code that Net2 refuses with 200 and %j is a refusal, and no token is requested with it',
	async (json) => {
		const server = await startServer((seen) => {
			if (seen.path === '/authorization/mfa-challenge') return { json };
			if (seen.form['grant_type'] === 'mfa_2fa') return tokenReply(1);
			if (seen.form['grant_type'] === 'password')
				return { status: 400, json: { error: 'mfa_required', challengeToken: 'c' } };
			return { json: [] };
		});
		const { client } = openClient(server, {
			mfa: { mfaType: 'otp', mfaSecret: 'JBSWY3DPEHPK3PXP' },
		});
		await expect(client.departments.list()).rejects.toMatchObject({ reason: 'signInRefused' });
		expect(server.seen.filter(({ form }) => form['grant_type'] === 'mfa_2fa')).toEqual([]);
		await server.close();
	},
);

describe('a code typed into the credential', () => {
	it('is used once and never replayed', async () => {
		emulator.config({ mfa: 'otp' });
		const sessions = new SessionPool(clock);
		const mfa = { mfaType: 'otp', mfaCode: emulator.mfa().code } as const;
		await openNet2(options({ mfa, sessions })).departments.list();
		emulator.reset();
		emulator.config({ mfa: 'otp', otpReuse: 'allow' });
		await expect(openNet2(options({ mfa, sessions })).departments.list()).rejects.toMatchObject({
			reason: 'mfaRequired',
			message: expect.stringContaining('used'),
		});
		expect(counted(emulator, CODE)).toBe(0);
	});

	it('a wrong one is refused once, and a new one is a new chance at once', async () => {
		emulator.config({ mfa: 'otp' });
		const sessions = new SessionPool(clock);
		const wrong = { mfaType: 'otp', mfaCode: '000000' } as const;
		for (let run = 0; run < 3; run += 1) {
			await expect(
				openNet2(options({ mfa: wrong, sessions })).departments.list(),
			).rejects.toMatchObject({ reason: 'signInRefused' });
		}
		expect(counted(emulator, CODE)).toBe(1);
		const right = { ...wrong, mfaCode: ` ${emulator.mfa().code} ` };
		await openNet2(options({ mfa: right, sessions })).departments.list();
	});

	it('goes with the challenge that was begun in this process', async () => {
		emulator.config({ mfa: 'email' });
		const sessions = new SessionPool(clock);
		await beginEmailChallenge(options({ mfa: email, sessions }));
		const mfaCode = emulator.mfa().lastEmailedCode ?? '';
		await openNet2(options({ mfa: { ...email, mfaCode }, sessions })).departments.list();
		expect(counted(emulator, REQUEST)).toBe(1);
	});
});

describe('a code by email', () => {
	beforeEach(() => {
		emulator.config({ mfa: 'email' });
	});

	async function startSignIn(overrides: Overrides = {}) {
		const begun = await beginEmailChallenge(options({ mfa: email, ...overrides }));
		if (begun.outcome !== 'codeRequested') throw new Error('No code was asked for');
		return { challenge: begun.challenge, code: emulator.mfa().lastEmailedCode ?? '' };
	}

	it('wrong: refused, and never sent again', async () => {
		const sessions = new SessionPool(clock);
		const { challenge, code } = await startSignIn({ sessions });
		const wrong = code === '111111' ? '222222' : '111111';
		const submit = async (text: string) =>
			await submitCode(options({ mfa: email, sessions }), challenge, text);
		await expect(submit(wrong)).rejects.toMatchObject({ reason: 'signInRefused' });
		await expect(submit(wrong)).rejects.toMatchObject({ reason: 'mfaRequired' });
		expect(counted(emulator, CODE)).toBe(1);
		await expect(submit(code)).resolves.toHaveProperty('session');
		await expect(submit(code)).rejects.toMatchObject({ reason: 'mfaRequired' });
		await expect(submit('  ')).rejects.toMatchObject({ reason: 'badInput' });
		expect(counted(emulator, CODE)).toBe(2);
	});

	it('the challenge of another credential, or an altered one, opens nothing', async () => {
		const { challenge, code } = await startSignIn();
		const edited = options({ mfa: { ...email, password: 'other' } });
		await expect(submitCode(edited, challenge, code)).rejects.toMatchObject({
			reason: 'badInput',
		});
		for (const text of [
			'',
			'v2.x.y.z',
			`${challenge.slice(0, -3)}AAA`,
			challenge.replace('v2', 'v1'),
		]) {
			await expect(submitCode(options({ mfa: email }), text, code)).rejects.toMatchObject({
				reason: 'badInput',
			});
		}
		expect(counted(emulator, CODE)).toBe(0);
	});

	it('if no second factor is required, the saved sign-in is there at once', async () => {
		emulator.config({ mfa: 'none' });
		const store = new MemoryStore();
		const begun = await beginEmailChallenge(options({ mfa: email, store }));
		expect(begun.outcome).toBe('signedIn');
		expect(store.writes).toBe(1);
	});

	it('the wrong MFA type is reported, and starts nothing', async () => {
		emulator.config({ mfa: 'otp' });
		await expect(beginEmailChallenge(options({ mfa: email }))).rejects.toMatchObject({
			reason: 'mfaRequired',
			remedy: expect.stringContaining("'Second Factor'"),
		});
	});
});

describe('a challenge by email', () => {
	it('is used for one code only, and another sign-in begins a new one', async () => {
		emulator.config({ mfa: 'email' });
		const sessions = new SessionPool(clock);
		await beginEmailChallenge(options({ mfa: email, sessions }));
		const signIn = async (mfaCode: string) =>
			await openNet2(options({ mfa: { ...email, mfaCode }, sessions })).departments.list();
		await signIn(emulator.mfa().lastEmailedCode ?? '');
		expect(counted(emulator, REQUEST)).toBe(1);
		// Neither the token nor the refresh token lives that long.
		clock.advance(24 * 3_600_000);
		await expect(signIn('000000')).rejects.toMatchObject({ reason: 'signInRefused' });
		expect(counted(emulator, REQUEST)).toBe(2);
	});
});

describe('whether a refresh token lives on', () => {
	it('is not known if Net2 does not renew the sign-in without a person', async () => {
		emulator.config({ mfa: 'otp', refreshNeedsMfa: true });
		const sessions = new SessionPool(clock);
		await openNet2(options({ mfa: otp, sessions })).departments.list();
		expect(await findRefreshRotation(options({ mfa: otp, sessions }))).toBeNull();
	});

	it.each([true, false])('is found with a second factor too: %s', async (refreshRotates) => {
		emulator.config({ mfa: 'otp', refreshRotates });
		const sessions = new SessionPool(clock);
		await openNet2(options({ mfa: otp, sessions })).departments.list();
		expect(await findRefreshRotation(options({ mfa: otp, sessions }))).toBe(refreshRotates);
	});
});
