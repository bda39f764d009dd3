import { cardNumberMessages } from '../messages/cardNumber';
import type { Message } from '../messages/message';
import { failure } from '../net2/errors';

/**
 * Net2's kinds of card, which its API calls tokens (docs/net2-api.md). The last two are not cards: their value is text,
 * such as the number on a plate.
 */
export const TOKEN_TYPES = [
	'ProxCard',
	'ProxIsoCard',
	'ProxIsoCardWithoutMagstripe',
	'Keyfob',
	'HandsFreeToken',
	'HandsFreeKeyCard',
	'Watchprox',
	'FingerprintVerificationCard',
	'Unspecified',
	'VehicleNumberPlate',
	'TelephoneCallerId',
] as const;

const TEXT_TYPES: ReadonlySet<string> = new Set(['VehicleNumberPlate', 'TelephoneCallerId']);

/** How a number is written: as Net2 shows it, in base 16, or as the serial number of the card. */
export const NUMBER_FORMATS = ['decimal', 'hex', 'csn'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** Net2 counts its card numbers modulo 10^8 (docs/net2-api.md). */
const MODULUS = 100_000_000;
const LONGEST_TEXT = 30;

/**
 * The value that Net2 stores for a card, from a number as a reader or a list shows it. The format has to be given,
 * since 10000001 is a number in either base, and a serial number is neither. No message repeats a number.
 *
 * @throws Net2Error `badInput`
 */
export function cardValue(input: string, format: NumberFormat, type: string = 'ProxCard'): string {
	const text = input.trim();
	if (text === '') throw failure(cardNumberMessages.noNumber);
	if (TEXT_TYPES.has(type)) {
		if (text.length <= LONGEST_TEXT && !/[\p{Cc}\p{Cs}]/u.test(text)) return text;
		throw failure(cardNumberMessages.badText);
	}
	switch (format) {
		case 'decimal':
			return inRange(/^\d{1,15}$/.test(text) ? Number(text) : NaN, cardNumberMessages.notDecimal);
		case 'hex': {
			const digits = text.replace(/^0x/i, '');
			const number = /^[0-9a-f]{1,12}$/i.test(digits) ? Number.parseInt(digits, 16) : NaN;
			return inRange(number, cardNumberMessages.notHex);
		}
		case 'csn':
			return String(fromSerial(text));
	}
}

/** The other form of a value, as some readers and card printers show it. It is null for a plate. */
export function hexOf(value: string): string | null {
	return /^\d{1,15}$/.test(value) ? Number(value).toString(16).toUpperCase() : null;
}

/** Whether two values are one card: by number where both are numbers, since leading zeros do not count there. */
export function sameCard(one: string, other: string): boolean {
	return bareCard(one) === bareCard(other);
}

/** A value that is equal for equal cards; see {@link sameCard}. */
export function bareCard(value: string): string {
	const trimmed = value.trim();
	return /^\d+$/.test(trimmed) ? trimmed.replace(/^0+(?=\d)/, '') : trimmed;
}

/** The only part of a number that is shown outside of card outputs. */
export function lastTwo(value: string): string {
	return `…${value.trim().slice(-2)}`;
}

/** First four bytes of the serial number, big-endian, modulo 10^8 (docs/net2-api.md). */
function fromSerial(text: string): number {
	const digits = text.replace(/^0x/i, '').replace(/[\s:-]/g, '');
	if (!/^([0-9a-f]{2}){4,10}$/i.test(digits)) throw failure(cardNumberMessages.notSerial);
	return nonZero(Number.parseInt(digits.slice(0, 8), 16) % MODULUS);
}

function inRange(number: number, otherwise: Message): string {
	if (Number.isSafeInteger(number) && number < MODULUS) return String(nonZero(number));
	throw failure(otherwise);
}

function nonZero(number: number): number {
	if (number > 0) return number;
	throw failure(cardNumberMessages.zero);
}
