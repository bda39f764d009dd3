import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { expect, vi } from 'vitest';
import { NO_ENTRIES } from '../../nodes/PaxtonNet2/lifecycle/marker/markerEntries';
import {
	deriveMarkerKey,
	markerKeySource,
	writeMarker,
} from '../../nodes/PaxtonNet2/lifecycle/marker/userMarker';
import { hostClock } from '../../nodes/PaxtonNet2/host/clock';
import {
	movableClock,
	type Emulator,
	type LoggedRequest,
	type MovableClock,
	type PersonState,
} from '../../emulator';
import type { NodeResult } from '../engine';
import { isObject } from './json';

/** The emulator's seed of `n` users gives them these keys, from 100001 on. */
export function crowdKeys(count: number): string[] {
	return Array.from({ length: count }, (_, n) => String(100_001 + n));
}

export function isSignIn({ path }: LoggedRequest): boolean {
	return path.includes('/authorization/');
}

/** Requests to the token route, as Net2 counts them for its limit. */
export function signIns(net2: Emulator): LoggedRequest[] {
	return net2.requests().filter(({ path }) => path.endsWith('/authorization/tokens'));
}

export function writes(net2: Emulator): LoggedRequest[] {
	return net2.requests().filter((one) => one.method !== 'GET' && !isSignIn(one));
}

/** All users who have the key in custom field 14. */
export function peopleWith(net2: Emulator, key: string): PersonState[] {
	return net2
		.state()
		.users.filter(({ customFields }) =>
			customFields.some((field) => field.id === 14 && field.value === key),
		);
}

/** All users by that key, in one reading of the emulator. */
export function byKey(net2: Emulator): Map<string, PersonState> {
	return new Map(
		net2.state().users.flatMap((person) => {
			const key = person.customFields.find(({ id }) => id === 14)?.value;
			return key === undefined || key === null ? [] : [[key, person]];
		}),
	);
}

export function personWith(net2: Emulator, key: string): PersonState {
	const [person, ...others] = peopleWith(net2, key);
	if (person === undefined || others.length > 0)
		throw new Error(`${1 + others.length} people carry the key ${key}`);
	return person;
}

/** The `error` of each failed item, wherever n8n put it. */
export function errorsOf(result: NodeResult): IDataObject[] {
	return [...result.json, ...result.errors.map(({ json }) => json)].flatMap(({ error }) =>
		isObject(error) ? [error] : [],
	);
}

/** Lets pauses between attempts take no time; what is sent, and how often, stays as it is. */
export function withoutPauses(): void {
	vi.spyOn(hostClock, 'sleep').mockResolvedValue(undefined);
}

/**
 * One clock for the node and the emulator, which moves only when one of them waits. Give it to the emulator. The node
 * has it from here on.
 */
export function shareClock(): MovableClock {
	const clock = movableClock(new Date());
	vi.spyOn(hostClock, 'now').mockImplementation(() => clock.now().getTime());
	vi.spyOn(hostClock, 'sleep').mockImplementation(async (ms) => await clock.sleep(ms));
	return clock;
}

export function get(mode: string, value: string): INodeParameters {
	return { resource: 'user', operation: 'get', user: { __rl: true, mode, value } };
}

type Mode = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';

/**
 * A trouble that concerns all items, reported in every mode. It names the item, what happened, and what to do. The
 * run has two items.
 */
export async function expectEachItemReports(
	run: (onError: Mode) => Promise<NodeResult>,
	{ reason, says, remedy }: { reason: string; says: RegExp; remedy: RegExp },
): Promise<void> {
	for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
		const result = await run(onError);
		expect(result.error).toBeUndefined();
		const items = onError === 'continueErrorOutput' ? result.errors : result.items;
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		for (const error of errorsOf(result)) {
			expect(error).toMatchObject({ reason });
			expect(error['message']).toMatch(says);
			expect(error['message']).toMatch(remedy);
		}
		expect(errorsOf(result)).toHaveLength(2);
	}
	const { error, json } = await run('stopWorkflow');
	expect(json).toEqual([]);
	expect(error?.name).toBe('NodeOperationError');
	expect(error?.context).toMatchObject({ itemIndex: 0 });
	expect(error?.message).toMatch(/^2 of 2 items were not carried out\. First: Item 0/);
	for (const text of [error?.message, error?.description]) {
		expect(text).toMatch(says);
		expect(text).toMatch(remedy);
	}
	expect(error?.description).toContain('Item 1');
}

/** A user with two levels, of which level 3 ended long ago by the marker in Notes. Returns the id. */
export function addPersonWithEndedLevel(net2: Emulator): number {
	const userId = net2.addUser({ lastName: 'Ended', personnelNumber: '505', accessLevels: [2, 3] });
	const key = deriveMarkerKey(markerKeySource(net2.operator));
	const temporary = [{ levelId: 3, until: Date.parse('2020-01-01T00:00:00Z') }];
	const marker = writeMarker('', { ...NO_ENTRIES, temporary }, { userId, key, room: 0 });
	if (marker === 'noRoom') throw new Error('The field Notes has no room.');
	net2.world.users.get(userId)?.customFields.push({ id: 13, value: marker.text });
	net2.world.touch(userId);
	return userId;
}
