import type { User } from '../../net2/model';
import type { CurrentUser, UserPart } from '../plan/currentUser';
import type { DesiredUser } from '../plan/desiredUser';
import type { Policy } from '../plan/policy';
import { NO_EFFECT, type UserPlan } from '../plan/userPlan';
import type { ObservedState } from '../result/observedState';
import type { Outcome } from '../result/result';
import type { ResultBuilder } from '../result/resultBuilder';
import type { TargetUser } from '../users/targetUser';

/** One item's share in the work on a user. */
export interface UserWork {
	target: TargetUser;
	desired: DesiredUser;
	policy: Policy;
	builder: ResultBuilder;
	dryRun: boolean;
	/** How the operation calls it; absent: as the plan does. */
	outcome?: Outcome;
	/** Whether a user is created where none has the number. */
	creates?: boolean;
	/** For an undo, whose plan comes from what was written earlier and not from a desired state. */
	makePlan?: (current: CurrentUser) => UserPlan;
	reads?: ReadonlySet<UserPart>;
	/**
	 * Whether `policy.isLite` is left open until the user has been read. A user with several levels is in no Net2 Lite,
	 * so no request is needed to find out.
	 */
	readsLiteLater?: boolean;
	/** Sees a leaver whose access was ended before another operation failed (docs/safety-rules.md, rule 11). */
	onFailedLeaver?: (changed: ChangedUser) => void;
	/** Sees the plan before it is applied, so that the undo of a failure has the ends of levels, too. */
	onPlan?: (plan: UserPlan) => void;
}

/** What became of a plan. */
export interface ChangedUser {
	userId: number | null;
	outcome: Outcome;
	plan: UserPlan;
	/** Whether anything was written, or would be in a dry run. */
	changed: boolean;
	observed: ObservedState;
	/** The record that the plan was made from. Absent: there was no user, or nothing is written. */
	before?: User;
}

/** A plan that does nothing. */
export const EMPTY_PLAN: Omit<UserPlan, 'operations'> = {
	outcome: 'updated',
	warnings: [],
	continueOnError: false,
	problems: [],
	seemsToHaveOtherNumber: false,
	effect: { ...NO_EFFECT, mustBeDisabled: true },
};

/** What a dry run says. */
export function preview({ operations }: UserPlan, builder: ResultBuilder): void {
	for (const { message, changes } of operations) builder.would(message, changes);
}
