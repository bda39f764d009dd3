import type { Clock } from './clock';
import type { FaultRules } from './faults';
import type { Mirror } from './database';
import type { Operator } from './operator';
import type { RequestLog } from './requestLog';
import type { SignInStore } from './signInStore';
import type { Switches } from './switches';
import type { World } from './world';

/** What the routes share. The world is replaced by a reset, so read it anew for every request. */
export interface Context {
	world: World;
	switches: Switches;
	readonly clock: Clock;
	readonly operator: Operator;
	readonly mirror: Mirror;
	readonly signIn: SignInStore;
	readonly faults: FaultRules;
	readonly log: RequestLog;
}
