import * as fc from 'fast-check';
import { runScenario, type Bug, type Ran } from './run';
import { scenarios, type Scenario } from './scenario';
import type { Stand } from './stand';

export interface Tally {
	runs: number;
	requests: number;
	successes: number;
	/** Failed items by reason: under faults, most are meant to be. */
	reasons: Record<string, number>;
	struck: Record<string, number>;
	/** Edits of another client that fell between a GET and a PUT of ours. */
	overwritten: number;
}

export interface Verdict {
	tally: Tally;
	/** How to see the failure again, what it was, and the smallest scenario that shows it. */
	failure?: { seed: number; path: string; violations: string; scenario: Scenario };
}

export function emptyTally(): Tally {
	return { runs: 0, requests: 0, successes: 0, reasons: {}, struck: {}, overwritten: 0 };
}

export interface CheckOptions {
	seed: number;
	runs: number;
	path?: string | undefined;
	bug?: Bug;
	/** Other violations are passed over, so that a planted bug is caught by the invariant that is meant for it. */
	only?: RegExp;
	/** Default true: a failure is made as small as it can be. */
	shrink?: boolean;
}

/** Runs scenarios of a seed until one breaks an invariant; that one is shrunk. */
export async function check(
	stand: Stand,
	{ seed, runs, path, bug, only = /./, shrink = true }: CheckOptions,
): Promise<Verdict> {
	const tally = emptyTally();
	let violations = '';
	const property = fc.asyncProperty(scenarios, async (scenario) => {
		const ran = await runScenario(stand, scenario, bug);
		count(tally, ran);
		violations = ran.violations.filter((one) => only.test(one)).join('\n');
		return violations === '';
	});
	const details = await fc.check(property, {
		seed,
		numRuns: runs,
		endOnFailure: !shrink,
		...(path && { path }),
	});
	const [scenario] = details.counterexample ?? [];
	if (!details.failed || scenario === undefined) return { tally };
	const shown = await runScenario(stand, scenario, bug);
	return {
		tally,
		failure: {
			seed: details.seed,
			path: details.counterexamplePath ?? '',
			violations: shown.violations.join('\n') || `only in company: ${violations}`,
			scenario,
		},
	};
}

function count(tally: Tally, ran: Ran): void {
	tally.runs += 1;
	tally.requests += ran.requests;
	tally.successes += ran.successes;
	tally.overwritten += ran.overwritten;
	addAll(tally.reasons, ran.reasons);
	addAll(tally.struck, ran.struck);
}

export function addAll(to: Record<string, number>, more: Record<string, number>): void {
	for (const [name, number] of Object.entries(more)) to[name] = (to[name] ?? 0) + number;
}

export function replayCommand({ seed, path }: { seed: number; path: string }): string {
	// A seed may be negative, and would be taken for an option after a blank.
	return `npm run chaos -- --seed=${seed} --path ${path}`;
}
