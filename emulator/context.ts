import type { Clock } from './clock';
import type { FaultRules } from './faults';
import type { Mirror } from './database';
import type { Operator } from './operator';
import type { RequestLog } from './requestLog';
import type { SerialQueue } from './serialQueue';
import type { SignInStore } from './signInStore';
import type { Switches } from './switches';
import type { World } from './world';

/** What the routes share. A reset replaces the world, so each request must read it from here. */
export interface Context {
	world: World;
	switches: Switches;
	readonly clock: Clock;
	readonly operator: Operator;
	readonly mirror: Mirror;
	readonly signIn: SignInStore;
	readonly faults: FaultRules;
	readonly log: RequestLog;
	readonly serial: SerialQueue;
	/** Closes the port, so that new connections are refused. */
	readonly refuse: () => void;
}
