import initSqlJs from 'sql.js';
import type { Database, SqlValue } from 'sql.js';
import { accessLevelName } from './accessLevelName';
import type { NetUser } from './model';
import { addSqlFunctions } from './sqlFunctions';
import { eventColumns, userColumns } from './sqlViews';
import type { World } from './world';

const engine = initSqlJs();

/**
 * The rows as Net2's own database shows them (docs/net2-api.md), in a real SQL engine. It is brought up to date just
 * before a query, so that writing through REST stays cheap.
 */
export class Mirror {
	private world: World | undefined;
	private version = -1;
	private usersView = '';

	private constructor(private readonly database: Database) {}

	static async open(): Promise<Mirror> {
		const { Database } = await engine;
		const database = new Database();
		addSqlFunctions(database);
		database.run(`CREATE TABLE UsersRows (${userColumns.join(', ')}, PRIMARY KEY (UserID))`);
		database.run(
			'CREATE TABLE Departments (DepartmentID INTEGER PRIMARY KEY, DepartmentName TEXT)',
		);
		database.run('CREATE TABLE Cards (CardNumber NUMERIC, UserID INTEGER, LostCard INTEGER)');
		database.run(`CREATE TABLE Events (${eventColumns.join(', ')}, PRIMARY KEY (EventID))`);
		database.run('CREATE TABLE devices (Address INTEGER PRIMARY KEY, StatusFlag INTEGER)');
		database.run(
			`CREATE VIEW EventsEx AS SELECT UserID, EventTime, EventTypeDescription,
			EventSubTypeDescription FROM Events`,
		);
		database.run(
			'CREATE VIEW EventList AS SELECT *, EventTypeDescription AS EventDescription FROM Events',
		);
		return new Mirror(database);
	}

	/** Rows of one SELECT; literals of the query come in as parameters, never as SQL. */
	select(world: World, sql: string, parameters: SqlValue[]): SqlValue[][] {
		this.bringUpToDate(world);
		const statement = this.database.prepare(sql);
		try {
			statement.bind(parameters);
			const rows: SqlValue[][] = [];
			while (statement.step()) rows.push(statement.get());
			return rows;
		} finally {
			statement.free();
		}
	}

	/** Replaces the view of users, if it is to show something else than before. */
	showUsers(view: string): void {
		if (view === this.usersView) return;
		this.database.run('DROP VIEW IF EXISTS UsersEx');
		this.database.run(view);
		this.usersView = view;
	}

	close(): void {
		this.database.close();
	}

	private bringUpToDate(world: World): void {
		if (this.world === world && this.version === world.version) return;
		this.database.run('BEGIN');
		if (this.world !== world) {
			this.database.run('DELETE FROM UsersRows');
			for (const id of world.users.keys()) world.touched.add(id);
		}
		this.replaceUsers(world);
		this.replaceSmallTables(world);
		this.database.run('COMMIT');
		this.world = world;
		this.version = world.version;
	}

	private replaceUsers(world: World): void {
		const marks = userColumns.map(() => '?').join(', ');
		const remove = this.database.prepare('DELETE FROM UsersRows WHERE UserID = ?');
		const insert = this.database.prepare(`INSERT INTO UsersRows VALUES (${marks})`);
		for (const id of world.touched) {
			remove.run([id]);
			const user = world.users.get(id);
			if (user) insert.run(userRow(user, world));
		}
		remove.free();
		insert.free();
		world.touched.clear();
	}

	private replaceSmallTables(world: World): void {
		this.database.run('DELETE FROM Departments; DELETE FROM Cards; DELETE FROM devices');
		for (const { id, name } of world.departments.values()) {
			this.database.run('INSERT INTO Departments VALUES (?, ?)', [id, name]);
		}
		const card = this.database.prepare('INSERT INTO Cards VALUES (?, ?, ?)');
		for (const { tokenValue, userId, isLost } of world.cards.values()) {
			// The view shows numbers; number plates and the like have none.
			if (/^\d+$/.test(tokenValue)) card.run([Number(tokenValue), userId, isLost ? 1 : 0]);
		}
		card.free();
		for (const id of world.doors.keys()) {
			this.database.run('INSERT INTO devices VALUES (?, ?)', [id, 0]);
		}
		this.replaceEvents(world);
	}

	/** Events are only ever added, except by a purge or a new world. */
	private replaceEvents(world: World): void {
		const [[count, highest] = []] =
			this.database.exec('SELECT count(*), max(EventID) FROM Events')[0]?.values ?? [];
		const same = this.world === world && count === countUpTo(world, Number(highest ?? 0));
		if (!same) this.database.run('DELETE FROM Events');
		const known = same ? Number(highest ?? 0) : 0;
		const marks = eventColumns.map(() => '?').join(', ');
		const insert = this.database.prepare(`INSERT INTO Events VALUES (${marks})`);
		for (let index = world.events.length - 1; index >= 0; index -= 1) {
			const event = world.events[index];
			if (!event || event.id <= known) break;
			insert.run([
				event.id,
				event.userID,
				exact(event.eventTime),
				event.eventType,
				event.eventSubType,
				event.eventDescription,
				event.eventSubTypeDescription,
				event.eventDetails,
				event.firstName,
				event.middleName,
				event.surname,
				event.cardNo,
				event.deviceName,
				event.address,
			]);
		}
		insert.free();
	}
}

function countUpTo(world: World, id: number): number {
	let count = world.events.length;
	while (count > 0 && (world.events[count - 1]?.id ?? 0) > id) count -= 1;
	return count;
}

/** One width for all times, so that comparing them as text is comparing them as times. */
function exact(local: string | null): string | null {
	return local === null || local.includes('.') ? local : `${local}.000`;
}

function userRow(user: NetUser, world: World): SqlValue[] {
	const field = (id: number) => user.customFields.find((entry) => entry.id === id)?.value ?? null;
	const username = [user.lastName, user.firstName].filter((part) => part).join(', ');
	return [
		user.id,
		user.guid,
		username,
		user.firstName,
		user.middleName,
		user.lastName,
		exact(user.activateDate),
		exact(user.expiryDate),
		user.pin,
		user.deleted ? 0 : 1,
		user.departmentId,
		accessLevelName(user, world),
		user.lastKnownLocation,
		exact(user.lastAccessTime),
		...Array.from({ length: 14 }, (_, index) => field(index + 1)),
	];
}
