import * as v from 'valibot';

/** `reset` comes before any byte; the others answer the TLS hello by a reset, by silence or by an alert. */
const connectionFaultNames = ['reset', 'tls-reset', 'tls-drop', 'tls-alert'] as const;

export type ConnectionFault = (typeof connectionFaultNames)[number];

/** Which of several counted things a rule strikes. */
export interface Strikes {
	/** The first that it strikes, counted since the rule was set. Default 1. */
	nth?: number | undefined;
	/** How many in a row it strikes. Default 1. */
	times?: number | undefined;
	/** Strikes each nth, without end; in place of `nth` and `times`. */
	every?: number | undefined;
}

export interface ConnectionFaultRule extends Strikes {
	fault: ConnectionFault;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The members of `Strikes`, for the schemas of all fault rules. */
export const strikesEntries = {
	nth: v.optional(count),
	times: v.optional(count),
	every: v.optional(count),
};

export function strikesAt(seen: number, { nth = 1, times = 1, every }: Strikes): boolean {
	return every === undefined ? seen >= nth && seen < nth + times : seen % every === 0;
}

const rulesSchema = v.array(
	v.strictObject({ ...strikesEntries, fault: v.picklist(connectionFaultNames) }),
);

/**
 * Reads rules from outside.
 *
 * @throws Error that says what is wrong
 */
export function parseConnectionFaults(given: unknown): ConnectionFaultRule[] {
	return parseRules(rulesSchema, given);
}

/** One rule may come without its list. */
export function parseRules<T>(schema: v.GenericSchema<unknown, T>, given: unknown): T {
	const result = v.safeParse(schema, Array.isArray(given) ? given : [given]);
	if (result.success) return result.output;
	const issues = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
	throw new Error(`Not a fault rule: ${issues.join('; ')}`);
}
