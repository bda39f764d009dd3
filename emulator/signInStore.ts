import { createHmac, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { ApiError, badRequest } from './apiError';
import type { Clock } from './clock';
import type { Operator } from './operator';
import type { Switches } from './switches';

interface RefreshToken {
	expiresAt: number;
}

export interface Challenge {
	expiresAt: number;
	wantsRefresh: boolean;
	verified: boolean;
	/** Set when a code was sent by email. */
	emailedCode?: string;
	wrongCodes: number;
}

const CHALLENGE_LIFE = 300_000;
const WRONG_CODES = 5;
/** A fixed secret, so that a demo can be set up once. */
const OTP_SECRET = 'NET2EMULATORSECRETNET2EMULATORAB';

/** Tokens, challenges and codes, in memory only: a restart of Net2's service loses them. */
export class SignInStore {
	private readonly access = new Map<string, number>();
	private readonly refresh = new Map<string, RefreshToken>();
	private readonly challenges = new Map<string, Challenge>();
	private readonly admitted = new Map<string, number>();
	private readonly usedWindows = new Set<number>();
	private readonly key = randomBytes(32);
	private readonly totp = new TOTP({
		issuer: 'Net2',
		label: 'Net2 emulator',
		secret: Secret.fromBase32(OTP_SECRET),
	});
	private lastEmailedCode: string | null = null;

	constructor(
		private readonly clock: Clock,
		private readonly operator: Operator,
	) {}

	forgetAll(): void {
		for (const map of [this.access, this.refresh, this.challenges, this.admitted]) map.clear();
		this.usedWindows.clear();
		this.lastEmailedCode = null;
	}

	/** Nginx lets one request through per interval and address (docs/net2-api.md). */
	admit(address: string, perSecond: number): boolean {
		const now = this.clock.now().getTime();
		const before = this.admitted.get(address);
		if (before !== undefined && now - before < 1000 / perSecond && now >= before) return false;
		this.admitted.set(address, now);
		return true;
	}

	isSignedIn(token: string): boolean {
		const expiresAt = this.access.get(token);
		return expiresAt !== undefined && expiresAt > this.clock.now().getTime();
	}

	/** For tests of tokens that die early. */
	dropAccessTokens(): void {
		this.access.clear();
	}

	newAccessToken(lifeSeconds: number): { token: string; expiresAt: number } {
		const now = this.clock.now().getTime();
		const expiresAt = now + lifeSeconds * 1000;
		const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
		const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
			unique_name: this.operator.username,
			jti: randomBytes(12).toString('hex'),
			iat: Math.floor(now / 1000),
			exp: Math.floor(expiresAt / 1000),
		})}`;
		const token = `${signed}.${createHmac('sha256', this.key).update(signed).digest('base64url')}`;
		for (const [old, end] of this.access) if (end <= now) this.access.delete(old);
		this.access.set(token, expiresAt);
		return { token, expiresAt };
	}

	newRefreshToken(expiresAt: number): string {
		const token = randomBytes(16).toString('hex');
		this.refresh.set(token, { expiresAt });
		return token;
	}

	refreshToken(token: string): RefreshToken | undefined {
		const known = this.refresh.get(token);
		return known && known.expiresAt > this.clock.now().getTime() ? known : undefined;
	}

	revokeRefreshToken(token: string): void {
		this.refresh.delete(token);
	}

	newChallenge(wantsRefresh: boolean): string {
		const token = randomBytes(24).toString('base64url');
		const expiresAt = this.clock.now().getTime() + CHALLENGE_LIFE;
		this.challenges.set(token, { expiresAt, wantsRefresh, verified: false, wrongCodes: 0 });
		return token;
	}

	challenge(token: string | undefined): Challenge {
		const known = token === undefined ? undefined : this.challenges.get(token);
		if (!known || known.expiresAt <= this.clock.now().getTime()) {
			throw new ApiError(400, { error: 'invalid_grant', message: 'The challenge is not known.' });
		}
		return known;
	}

	endChallenge(token: string): void {
		this.challenges.delete(token);
	}

	sendCode(challenge: Challenge): void {
		const code = String(Math.floor(this.clock.random() * 1_000_000)).padStart(6, '0');
		challenge.emailedCode = code;
		this.lastEmailedCode = code;
	}

	/** A real TOTP, or the code from the email. Too many wrong ones end the challenge. */
	checkCode(token: string, code: string, switches: Switches): void {
		const challenge = this.challenge(token);
		const right = switches.mfa === 'otp' ? this.checkOtp(code, switches) : undefined;
		if (right ?? (challenge.emailedCode !== undefined && challenge.emailedCode === code)) {
			challenge.verified = true;
			return;
		}
		challenge.wrongCodes += 1;
		if (challenge.wrongCodes >= WRONG_CODES) this.endChallenge(token);
		throw badRequest('The code is not valid.');
	}

	private checkOtp(code: string, switches: Switches): boolean {
		const timestamp = this.clock.now().getTime();
		const delta = this.totp.validate({ token: code, timestamp, window: 1 });
		if (delta === null) return false;
		const used = Math.floor(timestamp / 30_000) + delta;
		if (switches.otpReuse === 'refuse' && this.usedWindows.has(used)) return false;
		this.usedWindows.add(used);
		return true;
	}

	/** What the operator would read on the authenticator or in the mailbox. */
	secondFactor(): SecondFactor {
		return {
			secret: OTP_SECRET,
			uri: this.totp.toString(),
			code: this.totp.generate({ timestamp: this.clock.now().getTime() }),
			lastEmailedCode: this.lastEmailedCode,
		};
	}
}

export interface SecondFactor {
	secret: string;
	uri: string;
	/** The authenticator's code at this moment. */
	code: string;
	lastEmailedCode: string | null;
}
