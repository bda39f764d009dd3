import * as v from 'valibot';

export const faultNames = [
	'reset-before',
	'reset-after',
	'500',
	'503',
	'429',
	'timeout',
	'timeout-after',
	'truncate',
	'html',
	'unauthorized',
] as const;

export type FaultName = (typeof faultNames)[number];

export interface FaultRule {
	/** `METHOD /path`, without query string; `*` stands for anything. */
	match: string;
	/** The first matching request that it strikes, counted since the rule was set. Default 1. */
	nth?: number | undefined;
	/** How many matching requests in a row it strikes. Default 1. */
	times?: number | undefined;
	fault: FaultName;
}

const rulesSchema = v.array(
	v.strictObject({
		match: v.string(),
		nth: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
		times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
		fault: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.picklist(faultNames)),
	}),
);

/** Reads rules from outside; numbers are accepted for `500` and its like. */
export function parseFaults(given: unknown): FaultRule[] {
	const result = v.safeParse(rulesSchema, Array.isArray(given) ? given : [given]);
	if (result.success) return result.output;
	throw new Error(`Not a fault rule: ${result.issues.map((issue) => issue.message).join('; ')}`);
}

interface Armed {
	rule: FaultRule;
	pattern: RegExp;
	seen: number;
}

/** Counts requests against the rules and says which fault strikes. */
export class FaultRules {
	private armed: Armed[] = [];

	/** Replaces all rules; counting begins anew. */
	set(rules: FaultRule[]): void {
		this.armed = rules.map((rule) => ({ rule, pattern: pattern(rule.match), seen: 0 }));
	}

	strike(method: string, path: string): FaultName | undefined {
		let struck: FaultName | undefined;
		for (const armed of this.armed) {
			if (!armed.pattern.test(`${method} ${path}`)) continue;
			armed.seen += 1;
			const first = armed.rule.nth ?? 1;
			const last = first + (armed.rule.times ?? 1) - 1;
			if (armed.seen >= first && armed.seen <= last) struck ??= armed.rule.fault;
		}
		return struck;
	}
}

function pattern(match: string): RegExp {
	const parts = match.trim().split('*');
	const quoted = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return new RegExp(`^${quoted.join('.*')}$`, 'i');
}
