import type {
	AccessLevel,
	CardHolder,
	CustomField,
	Department,
	Door,
	DoorPermissionSet,
	DoorStatus,
	EventDialect,
	EventQuery,
	MissingUserReply,
	Net2Event,
	Token,
	User,
	UserBody,
	UserRow,
} from './model';
import type { ProfiledWrite } from './siteProfile';

/**
 * The Net2 Local Web API as one object. Every function signs in as needed, repeats what may be repeated, and rejects
 * with a {@link Net2Error}. `undefined` means that Net2 does not have it. Nothing here decides anything about users.
 */
export interface Net2Client {
	users: {
		/** All users, each with custom fields, whatever `GET /users` leaves out. See usersWithFields.ts for what it costs. */
		list(): Promise<User[]>;
		/** All users in one request, as `GET /users` shows them. They may have no custom fields. */
		listed(): Promise<User[]>;
		get(id: number): Promise<User | undefined>;
		/** Resolves with the new id, or null if the reply has none. Dates that are null are left out. */
		create(body: UserBody): Promise<number | null>;
		/**
		 * Sends exactly these members by PUT, and the id. See `updateUser` in userUpdate.ts for which ones.
		 *
		 * @param beforeSending called before each attempt. What it throws ends the call, and nothing is sent
		 */
		update(id: number, body: UserBody, beforeSending?: () => void): Promise<void>;
		/** False: Net2 did not have it. */
		delete(id: number): Promise<boolean>;
		customFields(): Promise<CustomField[]>;
		/** Department None is `null`; a user that does not exist is `undefined`. */
		department(id: number): Promise<Department | null | undefined>;
		/** The departments of a user as Net2 lists them: None is department 0, or no entry at all. */
		departmentList(id: number): Promise<Department[] | undefined>;
		setDepartment(id: number, department: { id: number; name?: string }): Promise<void>;
		doorPermissions(id: number): Promise<DoorPermissionSet | undefined>;
		/** @param beforeSending as for `update` */
		setDoorPermissions(
			id: number,
			permissions: DoorPermissionSet,
			beforeSending?: () => void,
		): Promise<void>;
		/**
		 * Sends a permission set that has no member for individual doors. What Net2 does with those doors then is unknown
		 * (docs/net2-api.md), so only a rehearsal uses it.
		 */
		setLevelsWithoutDoors(id: number, accessLevels: number[]): Promise<void>;
		/** How Net2 replies to a reading of a user that it does not have. Undefined: it has this user. */
		missingReply(id: number): Promise<MissingUserReply | undefined>;
	};
	tokens: {
		list(userId: number): Promise<Token[] | undefined>;
		/** Resolves with the new id, of which 0 is a valid one, or null if the reply has none. */
		add(userId: number, token: Omit<Token, 'id'>): Promise<number | null>;
		update(userId: number, token: Token): Promise<void>;
		/** False: Net2 did not have it. */
		delete(userId: number, id: number): Promise<boolean>;
	};
	images: {
		/** Undefined: no picture, or no such user. */
		get(userId: number): Promise<Uint8Array | undefined>;
		/** A JPEG. Net2 stores other formats but does not show them (docs/net2-api.md). */
		set(userId: number, image: Uint8Array): Promise<void>;
	};
	departments: {
		list(): Promise<Department[]>;
		/** Ids of the users in it. Department 0 is None. */
		userIds(id: number): Promise<number[]>;
		/** Resolves with the new id, or null if the reply has none. */
		create(name: string): Promise<number | null>;
		rename(id: number, name: string): Promise<void>;
		/** False: Net2 did not have it. */
		delete(id: number): Promise<boolean>;
	};
	doors: {
		list(): Promise<Door[]>;
		statuses(): Promise<DoorStatus[]>;
		/**
		 * Sends the command once, whatever the reply. It is not repeated after a 401, a 429 or a lost reply. Its token is
		 * valid for at least another minute. So the door does not stay closed because a token expires.
		 */
		open(id: number): Promise<void>;
	};
	events: {
		/** One page. The caller has to check which of its conditions the server applied. */
		list(query: EventQuery): Promise<Net2Event[]>;
		/** One page, selected by exactly these parameters of the query string, whether the server knows them or not. */
		listBy(parameters: Record<string, string>): Promise<Net2Event[]>;
		/** How this server selects events, for the next client of it. Undefined before the first page. */
		dialect(): EventDialect | undefined;
	};
	accessLevels: { list(): Promise<AccessLevel[]> };
	/**
	 * The read-only SQL route. Rejects with `notAllowed` or `badReply` if the operator or the server refuses it. Callers then
	 * read `users.list()` instead. After an error for which `isTransient` is true, only this query failed, not the route.
	 */
	query: {
		/** Rows whose custom field equals one of `values`. SQL compares loosely, so filter again. */
		usersByField(fieldId: number, values: string[]): Promise<UserRow[]>;
		/** Rows whose custom field ends in one of `endings`, for near misses (`123` finds `00123`). */
		usersByFieldEnding(fieldId: number, endings: string[]): Promise<UserRow[]>;
		usersById(ids: number[], fieldId: number): Promise<UserRow[]>;
		/** All users, deleted ones included (`active: false`). */
		allUsers(fieldId: number): Promise<UserRow[]>;
		/** All users of a department, deleted ones included (`active: false`). */
		usersInDepartment(departmentId: number, fieldId: number): Promise<UserRow[]>;
		/** The users who have a card number. */
		cardHolders(cardNumber: number): Promise<CardHolder[]>;
		/**
		 * Runs a query that finds no user and whose query string has exactly this length, as sent. A length below 100
		 * cannot be made.
		 */
		runOfLength(length: number): Promise<void>;
		/** Every card that has a number, with its user. */
		allCards(): Promise<Array<CardHolder & { number: number }>>;
	};
	server: {
		/** Net2's version and product type as text, or null if the server does not report it. */
		version(): Promise<string | null>;
		productType(): Promise<string | null>;
	};
	/** The HTTP status of the newest success of this write that this client has seen. */
	writeStatus(write: ProfiledWrite): number | undefined;
	/** How many writes of this client to an existing user have succeeded. */
	writesOf(userId: number): number;
	/**
	 * Resolves when no request of this client waits for its place. A reading for many users that waits for it serves as many of
	 * them as possible, and delays no write.
	 */
	lull(): Promise<void>;
	/** The operator this client signs in as. */
	operator: string;
	/** Scheme, host and port: which Net2 this is. */
	origin: string;
	/**
	 * Seals text under this credential, for a workflow to keep. `open` resolves with undefined for text that was sealed by
	 * another credential, for another purpose, or was altered.
	 */
	sealer: {
		seal(purpose: string, text: string): Promise<string>;
		open(purpose: string, sealed: string): Promise<string | undefined>;
	};
	/** The server's clock at its newest reply (HTTP `Date`), in ms since the epoch; null before the first. */
	serverNow(): number | null;
	/** Ends the connections. The sign-in stays in the process. */
	close(): Promise<void>;
}
