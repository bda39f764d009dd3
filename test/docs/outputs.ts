/** What an operation returns: how many items, and the interfaces of the product that describe one. */
interface Output {
	items: string;
	/** `result`: what every write answers with; else file and name, e.g. `lifecycle/result/result.ts#UserView`. */
	shape: string[];
	/** What the default output has, if that is not the whole shape. */
	preview?: string[];
}

const ONE_PER_ITEM = 'one item for each input item, in their order';
const written: Output = { items: ONE_PER_ITEM, shape: ['result'] };
const userView = 'lifecycle/result/result.ts#UserView';
const cardWritten: Output = {
	items: ONE_PER_ITEM,
	shape: ['result', 'lifecycle/cards/cards.ts#CardOutcome'],
};
const departmentWritten: Output = {
	items: ONE_PER_ITEM,
	shape: ['result', 'lifecycle/departments.ts#DepartmentOutcome'],
};
const listed = (what: string) =>
	`one item for each ${what}. The operation reads once, however many items come in`;

/** By `resource.operation`, those that return something else than one result for each item. */
const SPECIAL: Record<string, Output> = {
	'user.get': { items: ONE_PER_ITEM, shape: [userView] },
	'user.getAll': {
		items: listed('user'),
		shape: [userView],
		preview: ['actions/userForms.ts#SimpleUser'],
	},
	'user.getPhoto': {
		items: `${ONE_PER_ITEM}, with the picture in the binary property`,
		shape: ['lifecycle/photo.ts#PhotoFound'],
	},
	'user.synchronize': {
		items: 'one item for each difference, in the order of the list, then one summary',
		shape: [
			'result',
			'lifecycle/synchronize/planOutput.ts#DifferenceResult',
			'lifecycle/synchronize/summary.ts#Summary',
		],
		preview: ['host/tableRows.ts#ListRow'],
	},
	'accessLevel.getAll': { items: listed('access level'), shape: ['net2/model.ts#AccessLevel'] },
	'accessLevel.revokeExpired': {
		items: 'one item for each user who lost a level. The operation runs once',
		shape: ['result'],
	},
	'accessLevel.getAssignments': {
		items: listed('level, or individual door, of each user'),
		shape: ['lifecycle/getAssignments.ts#Assignment'],
	},
	'department.getAll': { items: listed('department'), shape: ['net2/model.ts#Department'] },
	'department.create': departmentWritten,
	'department.update': departmentWritten,
	'department.delete': departmentWritten,
	'card.getAll': {
		items: 'one item for each card of each user',
		shape: ['lifecycle/cards/cards.ts#Card', 'lifecycle/cards/cards.ts#UserCard'],
	},
	'card.add': cardWritten,
	'card.setLost': cardWritten,
	'card.remove': cardWritten,
	'door.getAll': { items: listed('door'), shape: ['net2/model.ts#Door'] },
	'door.getStatus': {
		items: 'one item for each door that you name',
		shape: ['net2/model.ts#Door', 'net2/model.ts#DoorStatus'],
	},
	'door.open': { items: ONE_PER_ITEM, shape: ['result', 'lifecycle/doors.ts#DoorOutcome'] },
	'event.getAll': {
		items: 'one item for each event, newest first',
		shape: ['lifecycle/events/describe.ts#EventItem'],
		preview: ['actions/event/getAll.operation.ts#SimpleEvent'],
	},
	'connection.check': {
		items: 'one item',
		shape: ['lifecycle/connectionCheck/checkConnection.ts#ConnectionReport'],
	},
	'connection.rehearse': {
		items: 'one item for each finding, then one summary',
		shape: [
			'lifecycle/rehearse/findings.ts#RehearsalFinding',
			'lifecycle/rehearse/rehearse.ts#RehearsalSummary',
		],
	},
	'connection.requestCode': {
		items: 'one item',
		shape: ['actions/connection/requestCode.operation.ts#CodeRequest'],
	},
	'connection.submitCode': {
		items: 'one item',
		shape: ['actions/connection/submitCode.operation.ts#CodeAnswer'],
	},
	'connection.signOut': {
		items: 'one item',
		shape: ['actions/connection/signOut.operation.ts#SignOut'],
	},
};

/** What an operation returns. An operation that is not named above changes a user, and returns one result for each item. */
export function outputOf(resource: string, operation: string): Output {
	return SPECIAL[`${resource}.${operation}`] ?? written;
}
