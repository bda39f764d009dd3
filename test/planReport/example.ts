import { DEFAULT_SAFETY_LIMITS } from '../../nodes/PaxtonNet2/lifecycle/safetyLimits';
import type { Change } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { Summary } from '../../nodes/PaxtonNet2/lifecycle/synchronize/summary';
import type { ReportInput } from '../../nodes/PaxtonNet2/planReport/input';
import type { ReportLanguage } from '../../nodes/PaxtonNet2/planReport/languages';
import { difference, endDate, SOURCE } from './fixtures';

const level = (name: string): Change => ({ field: 'accessLevels', from: null, to: name });
const department = (from: string | null, to: string): Change => ({ field: 'department', from, to });

/** The summary of a plan with three changes in a site of 60 users. */
export const SUMMARY: Summary = {
	operation: 'user.synchronize',
	kind: 'summary',
	summary: '',
	mode: 'plan',
	changed: false,
	dryRun: true,
	verified: false,
	planId: '2026-11-30-7F3A-9C21-B0D4',
	blocked: false,
	safetyLimits: { exceeded: [], limits: DEFAULT_SAFETY_LIMITS },
	leaversOnly: false,
	counts: {
		listSize: 61,
		listKind: 'full',
		matched: 60,
		numbered: 60,
		numberedOnList: 60,
		disables: 2,
		revokes: 1,
		joiners: 1,
		enables: 0,
		grants: 1,
		usersWithGrants: 1,
		errors: 0,
		changes: 3,
		keyChanges: 0,
		joiner: 1,
		mover: 1,
		leaver: 2,
		rehire: 0,
		drift: 0,
		orphan: 0,
		duplicateKey: 0,
		leaverStillActive: 0,
		blockedByHand: 0,
		unchanged: 57,
		protected: 0,
	},
	done: {},
	columns: { recognised: [], assigned: [], ignored: [] },
	names: { individualDoors: ['100012 Chloé Żak: 2'] },
	warnings: [],
};

/** A plan as the documentation shows it. */
export function exampleReport(language: ReportLanguage): ReportInput {
	const settings = {
		listKind: 'full',
		missing: 'disable',
		reopen: true,
		leaversFirst: true,
		scope: [],
		protect: [],
		leaverDepartment: 'Terminated Employment',
	} as const;
	return {
		source: { ...SOURCE, settings: { ...settings, scope: [], protect: [] } },
		language,
		labels: new Map([['customField:10', 'Position']]),
		items: [
			difference({
				kind: 'leaver',
				outcome: 'disabled',
				reason: 'endDate',
				key: '100005',
				userId: 5,
				name: 'Finn Żak',
				changes: [...endDate('2026-11-29T00:00:00'), department('Sales', 'Terminated Employment')],
			}),
			difference({
				kind: 'leaver',
				reason: 'endDate',
				key: '100009',
				userId: 9,
				name: 'Jan de Vries',
				changes: endDate('2026-12-31T23:59:00'),
			}),
			difference({
				kind: 'joiner',
				outcome: 'created',
				key: '200001',
				userId: null,
				name: "Siobhán O'Brien-Walsh",
				changes: [
					{ field: 'activateDate', from: null, to: '2027-01-04T00:00:00' },
					department(null, 'Engineering'),
					{ field: 'customField:10', from: null, to: 'Systems engineer' },
					level('Office hours'),
					level('Server room'),
				],
			}),
			difference({
				kind: 'mover',
				key: '100007',
				userId: 7,
				name: 'Hugo Jansen',
				changes: [
					department('Warehouse', 'Finance'),
					{ field: 'customField:10', from: 'Team lead', to: 'Controller' },
					{ field: 'accessLevels', from: 'Warehouse', to: null },
					level('Office hours'),
				],
			}),
			SUMMARY,
		],
	};
}
