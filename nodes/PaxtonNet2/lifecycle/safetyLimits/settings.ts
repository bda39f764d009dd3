import { limitMessages } from '../../messages/limits';
import { failure } from '../../net2/errors';

/** Above (or, for the minimum limits, below) these nothing is written; see docs/safety-rules.md. */
export interface SafetyLimits {
	/** Users who lose access, now or earlier than Net2 says today. */
	maxDisables: number;
	maxDisablePercent: number;
	/** Access levels removed. */
	maxRevokes: number;
	/** New users. */
	maxJoiners: number;
	maxJoinerPercent: number;
	/** Users who get access again. */
	maxEnables: number;
	/** Access levels added for existing users; the percentage counts these users. */
	maxGrants: number;
	maxGrantPercent: number;
	/** Enabled users with a personnel number that the list must name, in percent. */
	minMatchPercent: number;
	/** Lines that cannot be processed. */
	maxErrorPercent: number;
	/** Existing users who change. */
	maxChangePercent: number;
	/** Users who seem to have another number. */
	maxKeyChangePercent: number;
	/** Employees who must be on the list. */
	minListSize: number;
}

export type LimitName = keyof SafetyLimits;

export const DEFAULT_SAFETY_LIMITS: Readonly<SafetyLimits> = {
	maxDisables: 10,
	maxDisablePercent: 5,
	maxRevokes: 25,
	maxJoiners: 25,
	maxJoinerPercent: 20,
	maxEnables: 5,
	maxGrants: 50,
	maxGrantPercent: 20,
	minMatchPercent: 50,
	maxErrorPercent: 5,
	maxChangePercent: 30,
	maxKeyChangePercent: 1,
	minListSize: 1,
};

const NAMES: ReadonlyMap<string, LimitName> = new Map(
	limitNames().map((name) => [name.toLowerCase(), name]),
);

/** All names, in the order in which limits are shown. */
export function limitNames(): LimitName[] {
	return Object.keys(DEFAULT_SAFETY_LIMITS).filter(isLimitName);
}

export function isPercent(name: LimitName): boolean {
	return name.endsWith('Percent');
}

/**
 * Reads the parameter 'Safety Limits': an object, or JSON text of one. What is absent has its default.
 *
 * @throws Net2Error `badInput` for an unknown name, and for a value that is not a number from 0 on. A percentage goes
 * to 100, and a count is whole. A limit that is misread would be no limit.
 */
export function readSafetyLimits(input: unknown): SafetyLimits {
	const limits: SafetyLimits = { ...DEFAULT_SAFETY_LIMITS };
	for (const [given, value] of Object.entries(objectOf(input))) {
		const name = NAMES.get(given.trim().toLowerCase());
		if (name === undefined)
			throw failure(limitMessages.unknownLimit, {
				name: given.slice(0, 40),
				names: limitNames().join(', '),
			});
		if (value === undefined) continue;
		limits[name] = readLimit(name, value);
	}
	return limits;
}

function readLimit(name: LimitName, value: unknown): number {
	const limit =
		typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value;
	const isRight =
		typeof limit === 'number' &&
		limit >= 0 &&
		(isPercent(name) ? limit <= 100 : Number.isSafeInteger(limit));
	if (isRight) return limit;
	throw failure(isPercent(name) ? limitMessages.badPercentLimit : limitMessages.badCountLimit, {
		name,
		value: shown(value),
	});
}

function objectOf(input: unknown): object {
	if (input === undefined || input === null) return {};
	const value = typeof input === 'string' ? parse(input) : input;
	if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
	throw failure(limitMessages.notASetOfLimits, {
		value: shown(input),
		example: '{"maxDisables": 20}',
	});
}

function parse(text: string): unknown {
	if (text.trim() === '') return {};
	try {
		const value: unknown = JSON.parse(text);
		return value;
	} catch {
		return text;
	}
}

function shown(value: unknown): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return value.trim() === '' ? 'empty' : `"${value.slice(0, 40)}"`;
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	return Array.isArray(value) ? 'an array' : 'no number';
}

function isLimitName(name: string): name is LimitName {
	return name in DEFAULT_SAFETY_LIMITS;
}
