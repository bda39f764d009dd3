import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { canOpen } from './canOpen';
import { makeCertificate } from './certificate';
import type { Certificate } from './certificate';
import { systemClock } from './clock';
import type { Clock } from './clock';
import type { Context } from './context';
import { controlRoutes } from './control';
import { recordEvent } from './events';
import type { NewEvent } from './events';
import { Mirror } from './database';
import { FaultRules, parseFaults } from './faults';
import type { FaultRule } from './faults';
import type { Operator } from './operator';
import { passDoor } from './pass';
import type { Pass } from './pass';
import { addPerson } from './people';
import type { NewPerson } from './people';
import { RequestLog } from './requestLog';
import type { LoggedRequest } from './requestLog';
import { seedWorld } from './seeds';
import type { Seed } from './seeds';
import { buildServer } from './server';
import { SignInStore } from './signInStore';
import type { SecondFactor } from './signInStore';
import { showState } from './state';
import type { EmulatorState } from './state';
import { StateFile } from './stateFile';
import { parseSwitches } from './switches';
import type { Switches } from './switches';
import type { NetEvent } from './model';
import type { World } from './world';

export interface EmulatorOptions extends Partial<Switches> {
	/** 0, the default: any free port. */
	port?: number | undefined;
	/** Default 127.0.0.1. */
	host?: string;
	https?: boolean;
	/** A file to go on from and to save to. */
	state?: string;
	/** What there is at first, where no state file says otherwise. Default `small`. */
	seed?: Seed;
	clock?: Partial<Clock>;
	operator?: Partial<Operator>;
}

export const defaultOperator: Readonly<Operator> = {
	username: 'System engineer',
	password: 'net2',
	clientId: '00000000-0000-0000-0000-000000000001',
};

/** A running stand-in, with its control routes as direct calls. */
export class Emulator {
	readonly operator: Operator;
	private readonly app: FastifyInstance;
	private readonly sockets = new Set<Socket>();
	private boundPort = 0;

	private constructor(
		private readonly context: Context,
		private readonly options: EmulatorOptions,
		private readonly startSwitches: Switches,
		private readonly stateFile: StateFile | undefined,
		private readonly ownCertificate: Certificate | undefined,
	) {
		this.operator = context.operator;
		this.app = this.build();
		const event = ownCertificate ? 'secureConnection' : 'connection';
		this.app.server.on(event, (socket: Socket) => {
			this.sockets.add(socket);
			socket.once('close', () => this.sockets.delete(socket));
		});
	}

	static async start(options: EmulatorOptions = {}): Promise<Emulator> {
		const { port, host, https, state, seed, clock, operator, ...given } = options;
		const switches = parseSwitches(given);
		const stateFile = state === undefined ? undefined : new StateFile(state);
		const allClock = { ...systemClock, ...clock };
		const allOperator = { ...defaultOperator, ...operator };
		const context: Context = {
			world: stateFile?.load() ?? seedWorld(seed ?? 'small'),
			switches: { ...switches },
			clock: allClock,
			operator: allOperator,
			mirror: await Mirror.open(),
			signIn: new SignInStore(allClock, allOperator),
			faults: new FaultRules(),
			log: new RequestLog(),
		};
		const certificate = https ? await makeCertificate() : undefined;
		const emulator = new Emulator(context, options, switches, stateFile, certificate);
		await emulator.listen(port ?? 0);
		return emulator;
	}

	/** Without a trailing slash and without `/api/v1`. */
	get url(): string {
		const host = this.options.host ?? '127.0.0.1';
		const scheme = this.ownCertificate ? 'https' : 'http';
		return `${scheme}://${host === '0.0.0.0' ? '127.0.0.1' : host}:${this.boundPort}`;
	}

	get port(): number {
		return this.boundPort;
	}

	/** PEM, with HTTPS only. */
	get certificate(): string | undefined {
		return this.ownCertificate?.pem;
	}

	/** The world itself, for tests that plant what no route could. Call `world.touch(id)` after. */
	get world(): World {
		return this.context.world;
	}

	state(): EmulatorState {
		return showState(this.context);
	}

	requests(): LoggedRequest[] {
		return this.context.log.list();
	}

	clearRequests(): void {
		this.context.log.clear();
	}

	config(switches: Partial<Switches> = {}): Switches {
		this.context.switches = parseSwitches(switches, this.context.switches);
		return { ...this.context.switches };
	}

	faults(rules: FaultRule[]): void {
		this.context.faults.set(parseFaults(rules));
	}

	mfa(): SecondFactor {
		return this.context.signIn.secondFactor();
	}

	canOpen(userId: number, door: number, at?: Date): boolean {
		const { world, switches, clock } = this.context;
		const user = world.users.get(userId);
		return canOpen(user, world.doors.get(door), at ?? clock.now(), world, switches);
	}

	/** Somebody comes to a door, which makes an event. */
	pass(pass: Pass): NetEvent {
		const event = passDoor(this.context, pass);
		this.save();
		return event;
	}

	/** Plants an event as it is, of any type and time; without a number it gets the next. */
	addEvent(event: NewEvent): NetEvent {
		const added = recordEvent(this.context, event);
		this.save();
		return added;
	}

	/** Plants a person; department by name, cards by number. Returns the number. */
	addUser(person: NewPerson = {}): number {
		const id = addPerson(this.context, person);
		this.save();
		return id;
	}

	/** Makes every access token die early, as a restart of Net2's service would. */
	dropAccessTokens(): void {
		this.context.signIn.dropAccessTokens();
	}

	/** As at the start: seed, switches, no tokens, no faults, an empty log. */
	reset(seed?: Seed): void {
		this.context.world = seedWorld(seed ?? this.options.seed ?? 'small');
		this.context.switches = { ...this.startSwitches };
		this.context.signIn.forgetAll();
		this.context.faults.set([]);
		this.context.log.clear();
		this.stateFile?.forget();
		this.save();
	}

	/**
	 * Drops every connection, save the one given, and all tokens; reads the state file again where
	 * there is one. The port stays open, so that nobody has to wait.
	 */
	restart(except?: Socket): void {
		for (const socket of this.sockets) if (socket !== except) socket.destroy();
		this.context.signIn.forgetAll();
		this.stateFile?.save(this.context.world);
		const saved = this.stateFile?.load();
		if (saved) this.context.world = saved;
	}

	async stop(): Promise<void> {
		await this.app.close();
		this.stateFile?.save(this.context.world);
		this.context.mirror.close();
	}

	private save(): void {
		this.stateFile?.saveSoon(() => this.context.world);
	}

	private build(): FastifyInstance {
		return buildServer(this.context, this.ownCertificate, (app) => {
			// Before the answer is sent, so that a lost answer does not lose the write.
			app.addHook('onSend', async (_, __, payload: unknown) => {
				this.save();
				return payload;
			});
			controlRoutes(app, this);
		});
	}

	private async listen(port: number): Promise<void> {
		await this.app.listen({ port, host: this.options.host ?? '127.0.0.1' });
		const address = this.app.server.address();
		if (typeof address === 'object' && address) this.boundPort = address.port;
	}
}
