import type { Context } from './context';
import type { NetUser } from './model';
import { showUserState, type PersonState } from './state';

/** What is wrong with a user, or undefined. */
export type WatchRule = (user: PersonState) => string | undefined;

/** A request after which a watched user broke the rule. */
export interface Violation {
	userId: number;
	problem: string;
	method: string;
	path: string;
}

export interface Watch {
	/** Every violation so far, in order; one for each request after which the rule was broken. */
	readonly violations: readonly Violation[];
	/** How often the rule was checked, so that a test can see that its user was there at all. */
	readonly checks: number;
	stop(): void;
}

/** The usual rule: at this moment, the user opens no door. */
export function opensNoDoor(user: PersonState): string | undefined {
	return user.canOpen.length === 0 ? undefined : `opens ${user.canOpen.join(', ')}`;
}

/**
 * A stricter rule: the user would open no door with any dates. So it has no PIN and no card together with a level or a
 * door. A card that is marked lost counts, because it can be found again.
 */
export function couldOpenNoDoor(user: PersonState): string | undefined {
	const hasAccess =
		user.accessLevels.some((level) => level !== 0) || user.individualPermissions.length > 0;
	const keys = [...((user.pin ?? '') === '' ? [] : ['a PIN']), ...user.cards.map(() => 'a card')];
	if (hasAccess && keys.length > 0) return `has access together with ${keys.join(', ')}`;
	return opensNoDoor(user);
}

interface Entry {
	who: (user: NetUser) => boolean;
	rule: WatchRule;
	violations: Violation[];
	checks: number;
}

/** Rules that must be true after each request, whatever its reply was and whether the client got it. */
export class Watches {
	private readonly entries = new Set<Entry>();

	add(who: number | ((user: NetUser) => boolean), rule: WatchRule): Watch {
		const matches = typeof who === 'number' ? (user: NetUser) => user.id === who : who;
		const entry: Entry = { who: matches, rule, violations: [], checks: 0 };
		this.entries.add(entry);
		return {
			get violations() {
				return entry.violations;
			},
			get checks() {
				return entry.checks;
			},
			stop: () => this.entries.delete(entry),
		};
	}

	check(context: Context, method: string, path: string): void {
		for (const entry of this.entries) {
			for (const user of context.world.users.values()) {
				if (user.deleted || !entry.who(user)) continue;
				entry.checks += 1;
				const problem = entry.rule(showUserState(user, context));
				if (problem !== undefined) {
					entry.violations.push({ userId: user.id, problem, method, path });
				}
			}
		}
	}
}
