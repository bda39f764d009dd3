import * as v from 'valibot';
import { parseRules, strikesAt, strikesEntries, type Strikes } from './connectionFaults';

export const faultNames = [
	'reset-before',
	'reset-after',
	'500',
	'502',
	'502-after',
	'503',
	'429',
	'timeout',
	'timeout-after',
	'truncate',
	'html',
	'unauthorized',
] as const;

export type FaultName = (typeof faultNames)[number];

/** `refuse` also closes the port until `accept()`, so it is not among the faults that pass by themselves. */
const ruleFaults = [...faultNames, 'refuse'] as const;

export type RuleFault = (typeof ruleFaults)[number];

export interface FaultRule extends Strikes {
	/** `METHOD /path`, without query string; `*` matches any text, so `*` alone matches every request. */
	match: string;
	fault: RuleFault;
}

const rulesSchema = v.array(
	v.strictObject({
		...strikesEntries,
		match: v.string(),
		fault: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.picklist(ruleFaults)),
	}),
);

/**
 * Reads rules from outside; numbers are accepted for `500` and the like.
 *
 * @throws Error that says what is wrong
 */
export function parseFaults(given: unknown): FaultRule[] {
	return parseRules(rulesSchema, given);
}

interface Armed {
	rule: FaultRule;
	pattern: RegExp;
	seen: number;
}

/** Counts requests against the rules and decides which fault strikes. */
export class FaultRules {
	private armed: Armed[] = [];

	/** Replaces all rules, and starts to count from 1. */
	set(rules: FaultRule[]): void {
		this.armed = rules.map((rule) => ({ rule, pattern: pattern(rule.match), seen: 0 }));
	}

	strike(method: string, path: string): RuleFault | undefined {
		let struck: RuleFault | undefined;
		for (const armed of this.armed) {
			if (!armed.pattern.test(`${method} ${path}`)) continue;
			armed.seen += 1;
			if (strikesAt(armed.seen, armed.rule)) struck ??= armed.rule.fault;
		}
		return struck;
	}
}

function pattern(match: string): RegExp {
	const parts = match.trim().split('*');
	const quoted = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return new RegExp(`^${quoted.join('.*')}$`, 'i');
}
