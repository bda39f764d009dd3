import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { canOpen } from './canOpen';
import { makeCertificate, secureOptions } from './certificate';
import type { Certificate, TlsKey } from './certificate';
import { systemClock } from './clock';
import type { Clock } from './clock';
import { parseConnectionFaults } from './connectionFaults';
import type { ConnectionFaultRule } from './connectionFaults';
import type { Context } from './context';
import { controlRoutes } from './control';
import { recordEvent } from './events';
import type { NewEvent } from './events';
import { Mirror } from './database';
import { FaultRules, parseFaults } from './faults';
import type { FaultRule } from './faults';
import { Listener } from './listener';
import { localisedOperator } from './operator';
import type { Operator } from './operator';
import { passDoor } from './pass';
import type { Pass } from './pass';
import { addPerson, editPerson } from './people';
import type { NewPerson, UserEdit } from './people';
import { RequestLog } from './requestLog';
import type { LoggedRequest } from './requestLog';
import { seedWorld } from './seeds';
import type { Seed } from './seeds';
import { SerialQueue } from './serialQueue';
import { buildServer } from './server';
import { SignInStore } from './signInStore';
import type { SecondFactor } from './signInStore';
import { showState } from './state';
import type { EmulatorState } from './state';
import { StateFile } from './stateFile';
import { defaultSwitches, parseSwitches, withSwitches } from './switches';
import type { SomeSwitches, Switches } from './switches';
import type { NetEvent, NetUser } from './model';
import { opensNoDoor, Watches } from './watch';
import type { Watch, WatchRule } from './watch';
import type { World } from './world';

export interface EmulatorOptions extends SomeSwitches {
	/** 0, the default: any free port. */
	port?: number;
	/** Default 127.0.0.1. */
	host?: string;
	https?: boolean;
	/** The key of the certificate. Default `ec`. */
	tlsKey?: TlsKey;
	/** A file to load at the start, if it exists, and to save to. */
	state?: string;
	/** What there is at first, unless a state file has it. Default `small`. */
	seed?: Seed;
	clock?: Partial<Clock>;
	/** Default: Net2's built-in operator, whose name is in the server's language. */
	operator?: Partial<Operator>;
}

const CONTROL = '/__emulator/';

/** A running emulator. Its control routes are methods here. */
export class Emulator {
	readonly operator: Operator;
	private readonly app: FastifyInstance;
	private readonly watches = new Watches();

	private constructor(
		private readonly context: Context,
		private readonly listener: Listener,
		private readonly options: EmulatorOptions,
		private readonly startSwitches: Switches,
		private readonly stateFile: StateFile | undefined,
		private readonly ownCertificate: Certificate | undefined,
	) {
		this.operator = context.operator;
		this.app = this.build();
		this.applyTls();
	}

	static async start(options: EmulatorOptions = {}): Promise<Emulator> {
		const { port = 0, host = '127.0.0.1', https = false, tlsKey = 'ec', ...more } = options;
		const { state, seed, clock, operator, ...given } = more;
		const switches = withSwitches(defaultSwitches, parseSwitches(given));
		const stateFile = state === undefined ? undefined : new StateFile(state);
		const allClock = { ...systemClock, ...clock };
		const allOperator = { ...localisedOperator(switches.language), ...operator };
		const listener = new Listener(https, () => context.switches, allClock);
		const context: Context = {
			world: stateFile?.load() ?? seedWorld(seed ?? 'small'),
			switches: { ...switches },
			clock: allClock,
			operator: allOperator,
			mirror: await Mirror.open(),
			signIn: new SignInStore(allClock, allOperator),
			faults: new FaultRules(),
			log: new RequestLog(),
			serial: new SerialQueue(),
			refuse: () => listener.refuse(),
		};
		const certificate = https ? await makeCertificate(tlsKey) : undefined;
		const emulator = new Emulator(context, listener, options, switches, stateFile, certificate);
		await emulator.app.ready();
		await listener.open(emulator.app.server, { port, host });
		return emulator;
	}

	/** Without a trailing slash and without `/api/v1`. */
	get url(): string {
		const host = this.options.host ?? '127.0.0.1';
		const scheme = this.ownCertificate ? 'https' : 'http';
		return `${scheme}://${host === '0.0.0.0' ? '127.0.0.1' : host}:${this.port}`;
	}

	get port(): number {
		return this.listener.port;
	}

	/** PEM, with HTTPS only. */
	get certificate(): string | undefined {
		return this.ownCertificate?.pem;
	}

	/** The world itself, for tests that change what no route can. Call `world.touch(id)` afterwards. */
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
		this.context.switches = withSwitches(this.context.switches, parseSwitches(switches));
		this.applyTls();
		return { ...this.context.switches };
	}

	faults(rules: FaultRule[]): void {
		this.context.faults.set(parseFaults(rules));
	}

	/** Faults of connections, counted from now on. They strike before any request is read. */
	connectionFaults(rules: ConnectionFaultRule[]): void {
		this.listener.setFaults(parseConnectionFaults(rules));
	}

	/** Connections that are open now. */
	get connections(): number {
		return this.listener.connections;
	}

	/** Closes the port and ends all connections, as while Net2's server restarts: clients get ECONNREFUSED. */
	refuse(): void {
		this.listener.refuse();
	}

	/** Opens the same port again after `refuse()` or a fault `refuse`. */
	async accept(): Promise<void> {
		await this.listener.accept();
	}

	/** Both, with a wait on the emulator's clock between them. */
	async refuseFor(milliseconds: number): Promise<void> {
		this.refuse();
		await this.context.clock.sleep(milliseconds);
		await this.accept();
	}

	/**
	 * Checks a rule after each API request from now on, also when the client got no reply. The usual rule is that the user
	 * opens no door at that moment.
	 *
	 * @param who the id of a user, or a condition for users that do not exist yet
	 */
	watch(who: number | ((user: NetUser) => boolean), rule: WatchRule = opensNoDoor): Watch {
		return this.watches.add(who, rule);
	}

	mfa(): SecondFactor {
		return this.context.signIn.secondFactor();
	}

	canOpen(userId: number, door: number, at?: Date): boolean {
		const { world, switches, clock } = this.context;
		const user = world.users.get(userId);
		return canOpen(user, world.doors.get(door), at ?? clock.now(), world, switches);
	}

	/** A user or an unknown card comes to a door, which makes an event. */
	pass(pass: Pass): NetEvent {
		const event = passDoor(this.context, pass);
		this.save();
		return event;
	}

	/** Adds an event of any type and time. Without a number it gets the next. */
	addEvent(event: NewEvent): NetEvent {
		const added = recordEvent(this.context, event);
		this.save();
		return added;
	}

	/** Adds a user, with department by name and cards by number. Returns the id. */
	addUser(person: NewPerson = {}): number {
		const id = addPerson(this.context, person);
		this.save();
		return id;
	}

	/** Another operator changes a user in Net2's own client. Net2 records an event about it. */
	editUser(id: number, edit: UserEdit, operator = 'Another operator'): void {
		editPerson(this.context, id, edit, operator);
		this.save();
	}

	/** Ends every access token early, as a restart of Net2's service would. */
	dropAccessTokens(): void {
		this.context.signIn.dropAccessTokens();
	}

	/** As at the start: seed, switches, no tokens, no faults, an empty log. Watches go on, and so does a closed port. */
	reset(seed?: Seed): void {
		this.context.world = seedWorld(seed ?? this.options.seed ?? 'small');
		this.context.switches = { ...this.startSwitches };
		this.context.signIn.forgetAll();
		this.context.faults.set([]);
		this.listener.setFaults([]);
		this.applyTls();
		this.context.log.clear();
		this.stateFile?.forget();
		this.save();
	}

	/**
	 * Ends every connection except the one given, and all tokens. Reads the state file again, if there is one. The port
	 * stays open, so that no client has to wait.
	 */
	restart(except?: Socket): void {
		this.listener.dropAll(except);
		this.context.signIn.forgetAll();
		this.stateFile?.save(this.context.world);
		const saved = this.stateFile?.load();
		if (saved) this.context.world = saved;
	}

	async stop(): Promise<void> {
		this.listener.close();
		await this.app.close();
		this.stateFile?.save(this.context.world);
		this.context.mirror.close();
	}

	private save(): void {
		this.stateFile?.saveSoon(() => this.context.world);
	}

	private build(): FastifyInstance {
		return buildServer(this.context, this.ownCertificate, (app) => {
			// Before the reply is sent, so that a lost reply does not lose the write.
			app.addHook('onSend', async ({ method, url }, _, payload: unknown) => {
				if (!url.startsWith(CONTROL))
					this.watches.check(this.context, method, url.split('?')[0] ?? '');
				this.save();
				return payload;
			});
			controlRoutes(app, this);
		});
	}

	/** The TLS version is a switch, so it can change while the emulator runs. */
	private applyTls(): void {
		const server: unknown = this.app.server;
		if (!this.ownCertificate || !(server instanceof TlsServer)) return;
		server.setSecureContext(
			secureOptions(this.ownCertificate, this.context.switches.tls === '1.2'),
		);
	}
}
