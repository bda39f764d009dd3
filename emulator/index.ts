import { Emulator } from './emulator';
import type { EmulatorOptions } from './emulator';

export { defaultOperator } from './emulator';
export { movableClock, systemClock } from './clock';
export { defaultSwitches } from './switches';
export { faultNames } from './faults';
export type { Clock, MovableClock } from './clock';
export type { NewEvent } from './events';
export type { NetEvent, NetUser } from './model';
export type { Emulator, EmulatorOptions } from './emulator';
export type { FaultName, FaultRule } from './faults';
export type { NewPerson } from './people';
export type { Pass } from './pass';
export type { LoggedRequest } from './requestLog';
export type { Seed } from './seeds';
export type { EmulatorState, PersonState } from './state';
export type { SecondFactor } from './signInStore';
export type { Switches } from './switches';

/** Starts a stand-in on a free port of this machine; end it with `stop()`. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	return await Emulator.start(options);
}
