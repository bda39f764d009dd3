import { ok, warning, type Finding } from './finding';

/** What the process knows about its sign-in. */
export interface SignInState {
	/** Ms since the epoch. */
	expiresAt: number;
	/** Whether it can be renewed without the password and the second factor. */
	renewable: boolean;
	/** Whether Net2 required a second factor. Null if this process has not sent the password yet. */
	secondFactor: boolean | null;
	/** Who gives the code. */
	answeredBy: 'none' | 'authenticator' | 'person';
}

export interface SecondFactorSummary {
	/** Null: unknown, because this process uses a sign-in made elsewhere. */
	inUse: boolean | null;
	answeredBy: SignInState['answeredBy'];
	renewable: boolean;
	/** ISO, UTC: when the current token ends. */
	tokenEnds: string | null;
}

/** The defaults of version 7, as far as they are known (docs/net2-api.md). */
const DEFAULTS_OF_7 =
	'New installations of Net2 7 require a second factor by default. An update to version 7 leaves it off.';

export function secondFactorSummary(state: SignInState | undefined): SecondFactorSummary {
	return {
		inUse: state?.secondFactor ?? null,
		answeredBy: state?.answeredBy ?? 'none',
		renewable: state?.renewable ?? false,
		tokenEnds: state === undefined ? null : new Date(state.expiresAt).toISOString(),
	};
}

/** @param version as Net2 reports it, e.g. `6.9.0.0`; null if it does not */
export function secondFactorFinding(
	{ inUse, answeredBy, renewable }: SecondFactorSummary,
	version: string | null,
): Finding {
	if (answeredBy === 'authenticator')
		return ok(
			'secondFactor',
			'The node makes the authenticator codes from the secret in the credential.',
			'No person is needed. Keep the secret as safe as the password.',
		);
	if (inUse !== true && answeredBy === 'none') {
		const message =
			inUse === false
				? 'Net2 requires no second factor of this operator.'
				: 'The credential expects no second factor.';
		return mayRequireLater(version)
			? ok(
					'secondFactor',
					message,
					`${DEFAULTS_OF_7} If it is turned on, choose 'Second Factor' in the credential.`,
				)
			: ok('secondFactor', message);
	}
	if (inUse === false) return ok('secondFactor', 'Net2 required no second factor at this sign-in.');
	if (renewable)
		return warning(
			'secondFactor',
			'A person gave the code for this sign-in. The node renews the sign-in while it is in use.',
			`Run 'Connection: Check' at least every hour, or use an authenticator secret, which needs no person. ${REMEMBERED}`,
		);
	return warning(
		'secondFactor',
		'A person gave the code for this sign-in, and Net2 gave no means to renew it.',
		`Use an authenticator secret, or an operator without a second factor. ${REMEMBERED}`,
	);
}

const REMEMBERED =
	'Net2 7 can remember a device for up to 90 days. It is not known whether the API does so, too.';

/** Version 7 is the first that can require a second factor. */
function mayRequireLater(version: string | null): boolean {
	const major = Number.parseInt(version ?? '', 10);
	return Number.isNaN(major) || major >= 7;
}
