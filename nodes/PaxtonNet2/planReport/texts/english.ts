import { plural } from '../../lifecycle/safetyLimits';
import { englishGroups } from './englishGroups';
import type { Effects, Stage, Texts } from './texts';

function effects(
	{ lose, created, again, deleted, moved, others, noted }: Effects,
	stage: Stage,
): string[] {
	const isDone = stage === 'done';
	const one = (count: number, singular: string, several: string, past: string) =>
		count === 0
			? []
			: [`${plural(count, 'user')} ${isDone ? past : count === 1 ? singular : several}`];
	const was = (count: number) => (count === 1 ? 'was' : 'were');
	return [
		...one(lose, 'loses access', 'lose access', 'lost access'),
		...one(deleted, 'is deleted', 'are deleted', `${was(deleted)} deleted`),
		...one(created, 'is created', 'are created', `${was(created)} created`),
		...one(again, 'gets access again', 'get access again', 'got access again'),
		...one(
			moved,
			'gets another department or title',
			'get another department or title',
			'got another department or title',
		),
		...one(others, 'changes in another way', 'change in other ways', 'changed in other ways'),
		...one(noted, 'gets a note of the node', 'get a note of the node', 'got a note of the node'),
	];
}

/** The report in English (docs/plan-report.md). */
export const english: Texts = {
	locale: 'en-GB',
	languageNote: '',
	titles: {
		plan: 'Plan for Net2',
		dryRun: 'Dry run for Net2',
		done: 'Changes made in Net2',
		empty: 'No changes in Net2',
	},
	facts: {
		heading: 'About this report',
		server: 'Net2 server',
		operator: 'Net2 operator',
		source: 'Source',
		list: 'HR list',
		made: 'Made at',
		settings: 'Settings',
		unknown: 'not known',
		workflow: (name, executionId) =>
			`Workflow ${name}${executionId === '' ? '' : `, execution ${executionId}`}`,
		listFacts: (employees, matched) =>
			`${plural(employees, 'employee')} on the list, ${plural(matched, 'enabled user')} matched in Net2`,
	},
	settings: (settings) => [
		settings.listKind === 'full'
			? 'The list names all employees.'
			: 'The list names only employees who changed, so no user counts as missing.',
		...(settings.listKind === 'changes'
			? []
			: [
					{
						disable: 'Users that this node manages lose access if they are missing from the list.',
						report:
							'Users who are missing from the list are reported, and nothing happens to them.',
						ignore: 'Users who are missing from the list are ignored.',
					}[settings.missing],
				]),
		settings.reopen
			? 'Returning employees get access again if a list disabled them earlier.'
			: 'Returning employees don’t get access again by this list.',
		settings.leaversFirst
			? 'If a safety limit stops the rest, employees who left according to HR still lose access.'
			: 'If a safety limit is exceeded, nothing is written.',
		settings.scope.length === 0
			? 'The list applies to all users of this Net2.'
			: `The list applies only to users in these departments: ${settings.scope.join(', ')}.`,
		settings.leaverDepartment === ''
			? 'Leavers stay in their department.'
			: `Leavers move to the department ${settings.leaverDepartment}.`,
		...(settings.protect.length === 0
			? []
			: [`The list never changes these users and departments: ${settings.protect.join(', ')}.`]),
	],
	verdict: {
		effects,
		plan: (parts) => `If you approve this plan, ${parts}.`,
		blocked: (parts) => `This plan is blocked by a safety limit. Without the limit, ${parts}.`,
		nothing: {
			plan: 'Nothing needs to change in Net2.',
			dryRun: 'This was a dry run. Nothing would change in Net2.',
			done: 'Nothing was changed in Net2.',
		},
		dryRun: (parts) => `This was a dry run. If you run it for real, ${parts}.`,
		done: (parts) => `In Net2, ${parts}.`,
		leaversOnly: {
			plan: 'If you apply this plan all the same, only leavers are disabled.',
			done: 'A safety limit stopped the rest, so only leavers were disabled.',
		},
		notWritten: 'Nothing has been written yet.',
		left: (errors, stage) =>
			stage === 'plan'
				? `${plural(errors, 'line')} cannot be processed and ${errors === 1 ? 'is' : 'are'} left out.`
				: `${plural(errors, 'item')} ended with an error.`,
		checked: 'The node read each change back from Net2.',
		unchecked: (count) => `The node did not read ${plural(count, 'change')} back from Net2.`,
		exceeded: ({ message }) => message,
	},
	figures: {
		label: 'Contents',
		errors: 'with an error',
		unchanged: 'unchanged',
		approve: 'How to approve',
	},
	groups: englishGroups,
	columns: {
		user: 'User',
		whyAndWhen: 'Why, and when access ends',
		access: 'Access',
		changes: 'Changes',
		why: 'Why',
		level: 'Access level',
		users: 'Users who get it',
	},
	user: {
		number: (key) => `Number ${key}`,
		id: (id) => `Net2 user ${id}`,
		unnamed: 'No name',
	},
	reasons: {
		endDate: 'End date on the HR list',
		status: 'Status on the HR list',
		absent: 'Not on the HR list',
		overdue: 'Overdue: the end date on the HR list passed earlier',
		startDate: 'The start date on the HR list is still to come',
	},
	overdue: 'Overdue',
	access: {
		endsNow: (stage) =>
			({
				plan: 'Access ends when the plan is applied.',
				dryRun: 'Access would end now.',
				done: 'Access has ended.',
			})[stage],
		endsOn: (date) => `Access ends on ${date}.`,
		endDate: (date) => `End date in Net2: ${date}.`,
		untilStart: (date) => `Access stops now and starts again on ${date}.`,
		endedBefore: 'The end date stays. Only the changes shown are made.',
		startsNow: (stage) =>
			({
				plan: 'Access starts when the plan is applied',
				dryRun: 'Access would start now',
				done: 'Access has started',
			})[stage],
		startsOn: (date) => `Access starts on ${date}`,
		until: (date) => `and ends on ${date}`,
		none: 'No access: the user is created as disabled.',
		noLevel: 'No access level, so the user opens no door yet.',
	},
	levels: {
		heading: 'Access levels that users get',
		lead: 'Every access level that this run adds, with the users who get it.',
		powerful: 'Powerful',
		note: 'A level is marked as powerful if its name says so, for example all doors, master or server room. The node does not know which doors a level opens, so check the other levels too.',
		more: (count) => `and ${count} more`,
	},
	fields: {
		firstName: 'First name',
		middleName: 'Middle name',
		lastName: 'Last name',
		telephone: 'Telephone',
		extension: 'Extension',
		fax: 'Fax',
		department: 'Department',
		individualPermissions: 'Individual doors',
		activateDate: 'Start date',
		expiryDate: 'End date',
		isAlarmUser: 'Alarm user',
		isAntiPassbackUser: 'Anti-passback user',
		isLockdownExempt: 'Exempt from lockdown',
		pin: 'PIN',
		marker: 'Marker field',
		photo: 'Photo',
		user: 'User',
	},
	customField: (id) => `Custom field ${id}`,
	accessLevels: 'Access levels',
	words: {
		to: 'to',
		added: 'added',
		removed: 'removed',
		changes: 'changes',
		yes: 'yes',
		no: 'no',
		states: {},
		card: 'Card',
		moreChanges: (count) => `and ${plural(count, 'more change')}`,
	},
	errors: {
		heading: 'Cannot be processed',
		lead: {
			plan: 'These lines are left out of the plan. Each one says why, and what to do.',
			dryRun: 'These items have an error. Each one says why, and what to do.',
			done: 'These items ended with an error. Each one says why, and what to do.',
		},
		reasons: {},
		doneBefore: (step) => `Done before the error: ${step}`,
	},
	rest: (shown, all, fileName) =>
		`${shown} of ${all} are shown here. The attached file ${fileName} lists all of them.`,
	stays: {
		heading: 'What stays',
		pins: (cleared, leavers) =>
			cleared > 0
				? `${plural(cleared, 'PIN')} ${cleared === 1 ? 'is' : 'are'} cleared. All other PINs stay.`
				: leavers > 0
					? 'PINs stay in Net2. The PIN of a leaver opens no door after the end date.'
					: 'PINs stay as they are.',
		cards: (gone, leavers) =>
			gone > 0
				? `${plural(gone, 'card')} ${gone === 1 ? 'is' : 'are'} marked as lost or removed. All other cards stay.`
				: leavers > 0
					? 'Cards stay with their users. The card of a leaver opens no door after the end date. It opens doors again if the end date is removed in Net2.'
					: 'Cards stay with their users.',
		levels: (lose, leavers) =>
			leavers === 0
				? 'Access levels change only where this report shows it.'
				: lose === 0
					? 'Leavers keep their access levels in Net2. The levels open no door after the end date.'
					: `${plural(lose, 'leaver')} ${lose === 1 ? 'loses' : 'lose'} access levels, as shown above. Other leavers keep theirs, without effect after the end date.`,
		others: 'Individual doors, photos and notes stay unless this report shows a change.',
		protectedUsers: 'Protected users, who differ from the list and stay unchanged',
		individualDoors: 'Users with individual doors, which the list does not manage, and how many',
	},
	limits: {
		heading: 'Safety limits',
		lead: (matched) =>
			`If a limit is exceeded, the node writes nothing. A percentage is of the ${plural(matched, 'enabled user')} matched by the list.`,
		columns: ['What is counted', 'This plan', 'Limit', 'Result'],
		names: {
			minListSize: 'Employees on the list',
			minMatchPercent: 'Enabled users with a number who are on the list',
			maxDisables: 'Users who lose access',
			maxDisablePercent: 'Users who lose access, as a percentage',
			maxRevokes: 'Access levels removed',
			maxJoiners: 'New users',
			maxJoinerPercent: 'New users, as a percentage',
			maxEnables: 'Users who get access again',
			maxGrants: 'Access levels added for existing users',
			maxGrantPercent: 'Existing users who get more access levels, as a percentage',
			maxChangePercent: 'Existing users who change, as a percentage',
			maxErrorPercent: 'Lines that cannot be processed, as a percentage',
			maxKeyChangePercent: 'Users who seem to have another number, as a percentage',
		},
		least: (count) => `at least ${count}`,
		share: (count, percent, of) => `${count} (${percent}% of ${of})`,
		off: 'off',
		within: 'Within',
		exceeded: 'Exceeded',
	},
	approval: {
		heading: 'How to approve',
		planId: 'Plan ID',
		steps: [
			'Check the leavers, the users who get access, and the lines that cannot be processed.',
			'Approve in the form or email that brought you this report. If there is none, send the plan ID to the person who runs the workflow.',
			'The workflow then runs Synchronize with the mode ‘Apply Approved Plan’ and this plan ID.',
		],
		validUntil: (date) =>
			`The plan is valid for 72 hours, until ${date}. If the list, the settings or Net2 change, the node writes nothing. Then a new plan is needed.`,
		noProof: 'The plan ID identifies this plan. It does not show that the plan was approved.',
		blocked: (leaversFirst) =>
			`You cannot approve this plan, because a safety limit blocks it. Have the list corrected, or have the limit raised if the list is right. Then request a new plan.${leaversFirst ? ' If it is applied all the same, only employees who left according to HR lose access.' : ''}`,
		nothing: 'There is nothing to approve.',
		approvedBy: 'Approved by',
		date: 'Date',
	},
	cannotShow: {
		heading: 'What this report cannot show',
		points: [
			'Whether the HR list is right. An employee keeps access if HR does not report that the employee has left.',
			'Which doors an access level opens. Look at the level in Net2.',
			'Doors that are open for other reasons, such as a lent card, a key or another access system.',
		],
	},
	footer: 'This report names people. Store it as you store a staff list.',
	csvColumns: {
		planId: 'Plan ID',
		group: 'Group',
		reason: 'Reason',
		number: 'Personnel number',
		userId: 'Net2 user',
		name: 'Name',
		field: 'Field',
		from: 'Before',
		to: 'After',
		note: 'Note',
	},
};
