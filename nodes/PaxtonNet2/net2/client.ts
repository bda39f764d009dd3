import type {
	AccessLevel,
	CustomField,
	Department,
	DoorPermissionSet,
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
		update(userId: number, token: Token): Promise<void>;
	};
	departments: {
		list(): Promise<Department[]>;
		/** Ids of the people in it; 0 is None (API sheet 5.2). */
		userIds(id: number): Promise<number[]>;
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
	/** The server's clock at its newest reply (HTTP `Date`), in ms since the epoch; null before the first. */
	serverNow(): number | null;
	/** Ends the connections; the session stays in the process. */
	close(): Promise<void>;
}
