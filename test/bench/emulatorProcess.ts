/**
 * The emulator as a process of its own, so that its work is not charged to the measured peer. It counts connections
 * and requests under way, which only the server's side can see. `emulatorHandle.ts` sends it commands.
 */
import { subscribe } from 'node:diagnostics_channel';
import * as v from 'valibot';
import { startEmulator, type Emulator } from '../../emulator';
import { LEAVER_DEPARTMENT, type HrPerson } from './people';

const Order = v.variant('what', [
	v.object({
		what: v.literal('fresh'),
		seed: v.number(),
		latency: v.number(),
		port: v.optional(v.number()),
	}),
	v.object({ what: v.literal('count') }),
]);

let connections = 0;
let underWay = 0;
let peak = 0;
subscribe('net.server.socket', () => {
	connections += 1;
});
subscribe('http.server.request.start', () => {
	underWay += 1;
	peak = Math.max(peak, underWay);
});
subscribe('http.server.response.finish', () => {
	underWay -= 1;
});

let net2: Emulator | undefined;

/** On a port of its own each time. So no peer has a token from before, unless one is given. */
async function fresh(seed: number, latency: number, port?: number) {
	await net2?.stop();
	net2 = await startEmulator({ seed, latency, ...(port !== undefined && { port }) });
	const { world } = net2;
	for (const user of world.users.values()) {
		user.accessLevels = [1 + (user.id % 4)];
		world.touch(user.id);
	}
	connections = 0;
	peak = 0;
	return { url: net2.url, rows: rowsOf(net2) };
}

/** All users, as an HR list that agrees with Net2 would have them. */
function rowsOf({ world }: Emulator): HrPerson[] {
	return [...world.users.values()].map((user) => {
		const field = (id: number) => user.customFields.find((one) => one.id === id)?.value ?? '';
		return {
			id: user.id,
			key: field(14),
			firstName: user.firstName ?? '',
			lastName: user.lastName ?? '',
			email: field(9),
			department: world.departments.get(user.departmentId)?.name ?? '',
			departmentId: user.departmentId,
			accessLevels: user.accessLevels.map((id) => world.levels.get(id)?.name ?? ''),
			levelIds: user.accessLevels,
		};
	});
}

function count(emulator: Emulator) {
	const requests = emulator.requests();
	emulator.clearRequests();
	const signIns = requests.filter(({ path }) => path.endsWith('/authorization/tokens')).length;
	const users = [...emulator.world.users.values()];
	return {
		requests: requests.length,
		writes: requests.filter(({ method }) => method !== 'GET').length - signIns,
		signIns,
		connections,
		peak,
		placed: users.filter((user) => user.departmentId !== 0 && user.accessLevels.length === 2)
			.length,
		barred: users.filter(
			({ expiryDate, departmentId }) =>
				expiryDate !== null && departmentId === LEAVER_DEPARTMENT.id,
		).length,
	};
}

async function answer(given: unknown): Promise<object> {
	const order = v.parse(Order, given);
	if (order.what === 'fresh') return await fresh(order.seed, order.latency, order.port);
	if (net2 === undefined) throw new Error('There is nothing to count yet.');
	return count(net2);
}

process.on('message', (given) => void answer(given).then((result) => process.send?.(result)));
process.on('disconnect', () => process.exit(0));
