import { inspect } from 'node:util';
import { vi } from 'vitest';
import type { Emulator } from '../../emulator';
import { SignInStore } from '../../emulator/signInStore';

/** An expression makes the PIN, so that the workflow itself does not contain it. */
export const NEW_PIN_EXPRESSION = "={{ '730' + '519' }}";
const NEW_PIN = '730519';
export const OLD_PIN = '918273';
export const PASSWORD = 'Canary & "Pässword" 1%';
export const WRONG_PASSWORD = 'Wrong & "Pässword" 2%';

/** Notes every secret that an emulator gives or gets from now on. The function returns all of them by name. */
export function watchSecrets(): (emulator: Emulator) => Array<[name: string, secret: string]> {
	const access = vi.spyOn(SignInStore.prototype, 'newAccessToken');
	const refresh = vi.spyOn(SignInStore.prototype, 'newRefreshToken');
	const challenge = vi.spyOn(SignInStore.prototype, 'newChallenge');
	const code = vi.spyOn(SignInStore.prototype, 'checkCode');
	return (emulator) => {
		const found: Array<[string, string]> = [
			['password', PASSWORD],
			['wrong password', WRONG_PASSWORD],
			['old PIN', OLD_PIN],
			['new PIN', NEW_PIN],
			['MFA secret', emulator.mfa().secret],
			...code.mock.calls.map(([, value]): [string, string] => ['MFA code', value]),
		];
		for (const { type, value } of access.mock.results)
			if (type === 'return') found.push(['access token', value.token]);
		for (const { type, value } of refresh.mock.results)
			if (type === 'return') found.push(['refresh token', value]);
		for (const { type, value } of challenge.mock.results)
			if (type === 'return') found.push(['challenge', value]);
		return found;
	};
}

/** The names of the secrets that can be read in something, as JSON or in its hidden members. */
export function leaksIn(subject: unknown, secrets: Array<[string, string]>): string[] {
	const everything = { depth: Infinity, showHidden: true, maxArrayLength: null };
	const text = [
		JSON.stringify(subject) ?? '',
		inspect(subject, { ...everything, maxStringLength: null, breakLength: Infinity }),
	].join('\n');
	const leaks = secrets.filter(([, secret]) =>
		waysToWrite(secret).some((written) => isIn(text, written)),
	);
	return [...new Set(leaks.map(([name]) => name))];
}

/** Six digits in a longer number, such as a time, are no code. */
function isIn(text: string, written: string): boolean {
	if (!/^\d+$/.test(written)) return text.includes(written);
	return new RegExp(`(?<!\\d)${written}(?!\\d)`).test(text);
}

function waysToWrite(secret: string): string[] {
	const quoted = JSON.stringify(secret).slice(1, -1);
	return [
		secret,
		quoted,
		JSON.stringify(quoted).slice(1, -1),
		encodeURIComponent(secret),
		new URLSearchParams({ secret }).toString().slice('secret='.length),
		Buffer.from(secret).toString('base64'),
		Buffer.from(secret).toString('base64url'),
	];
}
