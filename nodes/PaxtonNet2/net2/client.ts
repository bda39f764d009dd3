import type {
	AccessLevel,
	CardHolder,
	CustomField,
	Department,
	Door,
	DoorPermissionSet,
	DoorStatus,
	EventAsk,
	Net2Event,
	Token,
	User,
	UserBody,
	UserRow,
} from './model';

/**
 * The Net2 Local Web API as one object. Every call signs in as needed, waits out limits, and rejects
 * with a {@link Net2Error}. `undefined` stands for 404. Nothing here decides anything about people.
 */
export interface Net2Client {
	users: {
		list(): Promise<User[]>;
		get(id: number): Promise<User | undefined>;
		/** Resolves with the new id, or null where the server's reply carries none (API sheet 5.4). */
		create(body: UserBody): Promise<number | null>;
		update(id: number, body: UserBody): Promise<void>;
		/** False: it was not there. */
		delete(id: number): Promise<boolean>;
		customFields(): Promise<CustomField[]>;
		/** Department None is `null`; a user that does not exist is `undefined`. */
		department(id: number): Promise<Department | null | undefined>;
		setDepartment(id: number, department: { id: number; name?: string }): Promise<void>;
		doorPermissions(id: number): Promise<DoorPermissionSet | undefined>;
		setDoorPermissions(id: number, permissions: DoorPermissionSet): Promise<void>;
	};
	tokens: {
		list(userId: number): Promise<Token[] | undefined>;
		/** Resolves with the new id, 0 being a valid one, or null where the server's reply carries none. */
		add(userId: number, token: Omit<Token, 'id'>): Promise<number | null>;
		update(userId: number, token: Token): Promise<void>;
		/** False: it was not there. */
		delete(userId: number, id: number): Promise<boolean>;
	};
	images: {
		/** Undefined: no picture, or no such user. */
		get(userId: number): Promise<Uint8Array | undefined>;
		/** A JPEG: others are stored and not shown (API sheet 5.11). */
		set(userId: number, image: Uint8Array): Promise<void>;
	};
	departments: {
		list(): Promise<Department[]>;
		/** Ids of the people in it; 0 is None (API sheet 5.2). */
		userIds(id: number): Promise<number[]>;
		/** Resolves with the new id, or null where the server's reply carries none. */
		create(name: string): Promise<number | null>;
		rename(id: number, name: string): Promise<void>;
		/** False: it was not there. */
		delete(id: number): Promise<boolean>;
	};
	doors: {
		list(): Promise<Door[]>;
		statuses(): Promise<DoorStatus[]>;
		/**
		 * Sends the command once, whatever comes back: not again after a 401, a 429 or a lost reply. The token it goes
		 * out with has a minute to spare, so that an expiring one is no reason for a door that stays shut.
		 */
		open(id: number): Promise<void>;
	};
	events: {
		/** One page. Which of its conditions the server heeds is for the caller to judge by what comes. */
		list(ask: EventAsk): Promise<Net2Event[]>;
	};
	accessLevels: { list(): Promise<AccessLevel[]> };
	/**
	 * The read-only SQL route. Rejects with `notAllowed` or `badReply` where the operator or the server
	 * refuses it; callers then fall back to `users.list()` (rule 3).
	 */
	query: {
		/** Rows whose custom field equals one of `values` as SQL compares (loosely): filter again. */
		usersByField(fieldId: number, values: string[]): Promise<UserRow[]>;
		/** Rows whose custom field ends in one of `endings`, for near misses (`123` finds `00123`). */
		usersByFieldEnding(fieldId: number, endings: string[]): Promise<UserRow[]>;
		usersById(ids: number[], fieldId: number): Promise<UserRow[]>;
		/** Everybody, deleted people included (`active: false`). */
		allUsers(fieldId: number): Promise<UserRow[]>;
		/** Everybody in a department, deleted people included (`active: false`). */
		usersInDepartment(departmentId: number, fieldId: number): Promise<UserRow[]>;
		/** Who holds a card number. */
		cardHolders(cardNumber: number): Promise<CardHolder[]>;
		/** Every card that is a number, with who holds it (API sheet 12). */
		allCards(): Promise<Array<CardHolder & { number: number }>>;
	};
	server: {
		/** Net2's version and product type, as text, where the server tells; otherwise null. */
		version(): Promise<string | null>;
		productType(): Promise<string | null>;
	};
	/** The operator this client signs in as. */
	operator: string;
	/** Scheme, host and port: which Net2 this is. */
	origin: string;
	/**
	 * Seals text under this credential, for a workflow to keep and hand back; `open` gives undefined for what was sealed
	 * by another credential, for another purpose, or was altered.
	 */
	sealer: {
		seal(purpose: string, text: string): Promise<string>;
		open(purpose: string, sealed: string): Promise<string | undefined>;
	};
	/** The key that authenticates marker entries: 32 bytes, the same in each process with this credential. */
	markerKey(): Promise<Uint8Array>;
	/** The server's clock at its newest reply (HTTP `Date`), in ms since the epoch; null before the first. */
	serverNow(): number | null;
	/** Ends the connections; the session stays in the process. */
	close(): Promise<void>;
}
