import type { Change } from '../../nodes/PaxtonNet2/lifecycle/result/result';
import type { DifferenceResult } from '../../nodes/PaxtonNet2/lifecycle/synchronize/planOutput';
import type { Entry, ReportSource } from '../../nodes/PaxtonNet2/planReport/input';

/** A source of a report, made at 09:00 in Amsterdam. */
export const SOURCE: ReportSource = {
	operation: 'user.synchronize',
	workflowName: 'Nightly synchronisation',
	executionId: '7',
	server: 'https://net2.example.local:8443',
	operator: 'System engineer',
	listName: 'employees.csv',
	madeAt: '2026-11-30T09:00:00',
	validUntil: '2026-12-03T09:00:00',
	zone: 'Europe/Amsterdam',
};

export const NOW = SOURCE.madeAt;

/** A difference as a test gives it: labels of changes are filled in. */
type Given = Omit<Partial<DifferenceResult>, 'changes'> & { changes?: Change[] };

/** A difference of a plan. */
export function difference({ changes = [], ...more }: Given = {}): DifferenceResult {
	return {
		summary: '',
		operation: 'user.synchronize',
		outcome: 'updated',
		changed: false,
		dryRun: true,
		verified: false,
		userId: 42,
		key: '00042',
		changes: changes.map((change) => ({ label: change.field, ...change })),
		user: null,
		warnings: [],
		undo: null,
		audit: [],
		kind: 'drift',
		name: 'Anna Berg',
		steps: [],
		...more,
	};
}

export function entry(more: Partial<Entry> = {}): Entry {
	return {
		kind: 'drift',
		reason: undefined,
		outcome: 'updated',
		dryRun: true,
		verified: false,
		name: 'Anna Berg',
		key: '00042',
		userId: 42,
		changes: [],
		warnings: [],
		...more,
	};
}

export function endDate(to: string): Entry['changes'] {
	return [{ field: 'expiryDate', from: null, to }];
}
