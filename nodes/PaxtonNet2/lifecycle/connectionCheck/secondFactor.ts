import { good, look, type Finding } from './finding';

/** What the process knows of its sign-in. */
export interface SignInState {
	/** Ms since the epoch. */
	expiresAt: number;
	/** Whether it can be renewed without the password and the second factor. */
	renewable: boolean;
	/** Whether Net2 asked for a second factor; null where this process has not sent the password yet. */
	secondFactor: boolean | null;
	/** Who answers it. */
	answeredBy: 'nobody' | 'authenticator' | 'person';
}

export interface SecondFactorTold {
	/** Null: not known, since this process goes by a sign-in made elsewhere. */
	inUse: boolean | null;
	answeredBy: SignInState['answeredBy'];
	renewable: boolean;
	/** ISO, UTC: when the token in hand ends. */
	tokenEnds: string | null;
}

export function secondFactorTold(state: SignInState | undefined): SecondFactorTold {
	return {
		inUse: state?.secondFactor ?? null,
		answeredBy: state?.answeredBy ?? 'nobody',
		renewable: state?.renewable ?? false,
		tokenEnds: state === undefined ? null : new Date(state.expiresAt).toISOString(),
	};
}

export function secondFactorFinding({ inUse, answeredBy, renewable }: SecondFactorTold): Finding {
	if (answeredBy === 'authenticator')
		return good(
			'secondFactor',
			'The credential makes its own authenticator codes.',
			'Nobody is needed; keep the secret as safe as the password.',
		);
	if (inUse === false) return good('secondFactor', 'Net2 asks this operator for no second factor.');
	if (answeredBy === 'nobody')
		return good(
			'secondFactor',
			'The credential expects no second factor.',
			'Choose one in the credential if Net2 asks for it.',
		);
	if (renewable)
		return look(
			'secondFactor',
			'A person gave the code for this sign-in; it renews itself while it is used.',
			'Run this check at least every hour, or use an authenticator with its secret, which needs nobody.',
		);
	return look(
		'secondFactor',
		'A person gave the code for this sign-in, and Net2 gave nothing to renew it with.',
		'Use an authenticator with its secret, or an operator without a second factor.',
	);
}
