import { Emulator } from './emulator';
import type { EmulatorOptions } from './emulator';

export { defaultOperator } from './operator';
export { movableClock, systemClock } from './clock';
export { defaultSwitches } from './switches';
export { faultNames } from './faults';
export type { Clock, MovableClock } from './clock';
export type { NewEvent } from './events';
export type { NetEvent, NetUser } from './model';
export type { Emulator, EmulatorOptions } from './emulator';
export type { FaultName, FaultRule, RuleFault } from './faults';
export type { ConnectionFault, ConnectionFaultRule } from './connectionFaults';
export type { NewPerson, UserEdit } from './people';
export type { Pass } from './pass';
export type { LoggedRequest } from './requestLog';
export type { Seed } from './seeds';
export type { EmulatorState, PersonState } from './state';
export type { SecondFactor } from './signInStore';
export { profileFor, switchesFor } from './profile';
export type { Switches } from './switches';
export { couldOpenNoDoor, opensNoDoor } from './watch';
export type { Violation, Watch, WatchRule } from './watch';

/** Starts an emulator, by default on a free port of this machine. End it with `stop()`. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	return await Emulator.start(options);
}
