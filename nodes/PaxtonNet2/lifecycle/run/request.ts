import type { PersonName } from '../../mapping/nameConvention';
import type { Net2Client } from '../../net2/client';
import type { Net2Error } from '../../net2/errors';
import type { SiteProfile } from '../../net2/siteProfile';
import type { DateOrder } from '../../mapping/hrDates';
import type { MayEnable } from '../plan/policy';
import type { PlanKey } from '../planId';
import type { MarkerKey } from '../marker/userMarker';
import type { ProcessState } from './processState';
import type { Clock } from '../../net2/clock';
import type { DepartmentRef, ReferenceData } from './referenceData';

export type { DepartmentRef };

/**
 * Which user is meant: a Net2 user id, or a key in a custom field (`customField:14`, a label, the default). It can
 * also be a user that the dry run of an earlier node would have created.
 */
export type Lookup =
	| { by: 'id'; id: string }
	| { by: 'key'; key: string; field?: string | undefined; mayCreate?: true }
	| { by: 'wouldBe'; key: string | null };

/** What an item may request besides the operation itself. */
export interface ItemOptions {
	dryRun: boolean;
	/** Refuse when a last name is given and differs. Undefined: the operation's own default. */
	verifyName?: boolean | undefined;
	/** Treat a user who was deleted in Net2 as not found. */
	ignoreDeleted: boolean;
	/** How dates such as 31/12/2026 are read; absent: they are an error. */
	dateOrder?: DateOrder;
	/** Ids of users who really are other people with the same name. */
	allowDuplicateOf?: number[];
	/** Whether a card may move from a user who has left. */
	replaceFromLeavers?: boolean;
	/** What an empty value in the input means. */
	emptyValues: 'keep' | 'clear';
	/** The HR event that caused it, for the audit entries. */
	eventId?: string | undefined;
}

/** The request of one input item. `index` is the item's place in the input, for messages only. */
export interface Request<Params> {
	index: number;
	options: ItemOptions;
	params: Params;
}

/**
 * A request of which only the beginning is known. That is the user, and what has to be compared across all requests
 * of a run. The rest may take time to work out. So that happens while other requests are written
 * (docs/decisions/0020).
 */
export interface LazyRequest<Key, Params> extends Request<Key> {
	/** Throws what is wrong with this item, and no other. */
	load(): Promise<Params>;
}

/** A request in full, or one of which only so much is known. */
export type AnyRequest<Key, Params> = Request<Params> | LazyRequest<Key, Params>;

/** The request in full. It throws what is wrong with the item. */
export async function loadRequest<Key, Params>(
	request: AnyRequest<Key, Params>,
): Promise<Request<Params>> {
	if (!('load' in request)) return request;
	const { index, options } = request;
	return { index, options, params: await request.load() };
}

/** What all requests of one execution share. */
export interface Run {
	/** e.g. `user.create` */
	operation: string;
	net2: Net2Client;
	clock: Clock;
	/** Departments, levels and field names, each read once. */
	reference: ReferenceData;
	/** The site's IANA zone from the credential, or null: then the offset seen in Net2, then `workflowZone`. */
	siteZone: string | null;
	workflowZone: string;
	/** What the runs of this process share. */
	processState: ProcessState;
	/** How this server behaves, as `connection: rehearse` found; absent: not known. */
	siteProfile?: SiteProfile | undefined;
	/** Milliseconds after which a request counts as lost. */
	timeoutMs: number;
	/** Identifies plans, so that an id says nothing about what is in a plan. */
	planKey: PlanKey;
	/** Authenticates what the node stores in the marker field. */
	markerKey: MarkerKey;
	/** Users who are worked on at a time. Requests have a limit of their own. */
	maxUsersInFlight: number;
	/** Ends requests and waits at once. */
	signal?: AbortSignal | undefined;
	/** Aborted: no new user is started, and users under way are finished. */
	stop?: AbortSignal | undefined;
	/** Called with every write of a user, since a run that is stopped returns no results. */
	onWritten?: ((user: { userId: number | null; key: string | null }) => void) | undefined;
	/** What caused it, for the audit entries. */
	origin?: Origin | undefined;
	/**
	 * Warnings about the server or the site as a whole. Every item that meets one adds it. The output of the run has it
	 * once; see `withSiteWarningsOnce`.
	 */
	siteWarnings: Set<string>;
	/** Receives what was thrown by a fault of our own, for a log that shows stack frames only. */
	onFault?: ((fault: unknown) => void) | undefined;
}

/** The workflow and its execution; absent where n8n has not given them a name or number yet. */
export interface Origin {
	workflowId?: string;
	workflowName?: string;
	executionId?: string;
	/** Who approved the plan that is applied. */
	approvedBy?: string;
}

/** Field values by id: `firstName`, … `customField:14`. Absent: keep. Null or '': see `emptyValues`. */
export type FieldValues = Record<string, string | number | boolean | null>;

export interface CreateParams {
	key: string;
	correlationField?: string | undefined;
	fields: FieldValues;
	/** Absent: keep (a new user stays in None). */
	department?: DepartmentRef | undefined;
}

/** What is known of a joiner at first. */
export type CreateKey = Pick<CreateParams, 'key' | 'correlationField'>;

export interface UpdateParams {
	user: Lookup;
	fields: FieldValues;
	department?: DepartmentRef | undefined;
	leaverDepartment?: DepartmentRef | undefined;
}

/** What is known of a mover at first. */
export type UpdateKey = Pick<UpdateParams, 'user'>;

export interface EnableParams {
	user: Lookup;
	startDate?: string | undefined;
	endDate?: string | undefined;
	/** Absent: keep. */
	blankEndDate?: 'keep' | 'remove' | undefined;
	startNow: boolean;
	/** Which users this step may enable. Absent: any user. */
	only?: MayEnable | undefined;
	leaverDepartment?: DepartmentRef | undefined;
	/** Where to look for what the user had before the leave. */
	markerField?: string | undefined;
}

export interface DisableParams {
	user: Lookup;
	leaverDepartment?: DepartmentRef | undefined;
	removeAccess: 'keep' | 'levels' | 'all';
	cards: 'keep' | 'lost';
	clearPin: boolean;
	onNotFound: 'error' | 'report';
	/** Errors of settings that are not known. They are reported when the end date is written. Absent: none. */
	lost?: Net2Error[] | undefined;
	/** Where department and levels are remembered before they are taken; absent: nowhere but in the output's undo. */
	markerField?: string | undefined;
}

export interface SetLeaveDateParams {
	/** Where the node stores whose end date it is; absent: only an entry that is there already is updated. */
	markerField?: string | undefined;
	user: Lookup;
	/** Absent only together with `withdraw`, or if a blank date removes the end. */
	date?: string | undefined;
	/** Absent: keep, so that a blank date is an error. */
	blankEndDate?: 'keep' | 'remove' | undefined;
	withdraw: boolean;
}

export interface DeleteParams {
	user: Lookup;
	force: boolean;
	onNotFound: 'error' | 'report';
}

export interface LevelsParams {
	user: Lookup;
	/** Exact names; an id as `id:4`. */
	accessLevels: string[];
	onNotFound: 'error' | 'report';
	/** `set` only: whether an empty list is meant. */
	allowEmpty: boolean;
	/** `grant` only: when it ends, ISO; needs `markerField`. */
	until?: string | undefined;
	markerField?: string | undefined;
}

export interface RulesParams {
	user: Lookup;
	/** What the table gives for one contract, `!name` for an exception; or why it gives nothing. */
	levels: string[] | Net2Error;
	/** Levels that allow no other level. */
	exclusive: string[];
	markerField?: string | undefined;
}

export interface GetParams {
	user: Lookup;
}

export interface UndoParams {
	/** As an earlier output gave it; only what is sealed in it counts. */
	undo: { userId: number; sealed: string };
	/** False: a user who was created is not deleted again. Absent: the user is deleted. */
	mayDelete?: boolean;
}

/** A card that a user is to have: its kind by Net2's name, and its number as Net2 keeps it. */
export interface CardToHave {
	tokenType: string;
	value: string;
	/** The user who has left and loses the card. Absent: no other user has it. */
	from?: CardHolder;
}

/** A user who has a card, by id and personnel number. */
export interface CardHolder {
	userId: number;
	key: string | null;
}

/** Everything about a user in one request. Absent: keep. */
export interface UpsertParams {
	key: string;
	correlationField?: string | undefined;
	fields: FieldValues;
	/** The whole name, in place of those in the fields: what is empty in it is cleared. */
	names?: Partial<PersonName> | undefined;
	department?: DepartmentRef | undefined;
	/** Exactly these levels, by exact name or `id:4`; an empty list is refused, absent keeps what there is. */
	accessLevels?: string[] | undefined;
	startDate?: string | undefined;
	endDate?: string | undefined;
	/** Absent: keep. */
	blankEndDate?: 'keep' | 'remove' | undefined;
	/** Cards that the user is to have besides the present ones. A card is never removed by leaving it out. */
	cards?: CardToHave[] | undefined;
	enabled: 'keep' | 'enable' | 'disable';
	leaverDepartment?: DepartmentRef | undefined;
}

/**
 * What must be known of all users first. A card is for one of them only. A user who is disabled is read once more at
 * the end.
 */
export type UpsertKey = Pick<UpsertParams, 'key' | 'correlationField' | 'cards' | 'enabled'>;
