import type { IExecuteFunctions } from 'n8n-workflow';
import type { DepartmentRef, FieldValues, ItemOptions, Lookup } from '../lifecycle/run/request';
import type { Row } from '../mapping/table';
import { ItemParameters, type SharedValues } from './itemParameters';
import { readFieldValues } from './readFields';
import { NAME_MODES, readDepartment, refuseHrColumn } from './readLocator';
import { readItemOptions } from './readOptions';
import { readUser, subjectOf } from './readUser';

const LEAVER_DEPARTMENT = 'Leaver Department';

/** One input item: its parameters, and what several operations read from them in the same way. */
export class Item extends ItemParameters {
	/** Go out with the result, if there is one. */
	readonly warnings: string[] = [];

	constructor(
		context: IExecuteFunctions,
		index: number,
		/** Whether writes are dry runs whatever the item says (docs/safety-rules.md, rule 9). */
		private readonly onlyDry: boolean,
		shared?: SharedValues,
	) {
		super(context, index, shared);
	}

	/** A mapping table, which is read once in an execution. */
	async table(name: string, make: () => Promise<Row[]>): Promise<Row[]> {
		const { tables } = this.shared;
		const table = tables.get(name) ?? make();
		tables.set(name, table);
		return await table;
	}

	/** Who is meant by the locator `user`. */
	user(): Lookup {
		return readUser(this, () => this.options().dryRun);
	}

	/** A department locator; empty is absent. */
	department(name: 'department' | 'leaverDepartment', label: string): DepartmentRef | undefined {
		refuseHrColumn(this.stored(name), label, 'department', NAME_MODES.name);
		return readDepartment(this.value(name), label);
	}

	/** Field values by id, as they come: what they may be is for the core to judge (mapping/fields). */
	fields(): FieldValues {
		return readFieldValues(this.value('fields'));
	}

	options(): ItemOptions {
		return readItemOptions(this, this.onlyDry);
	}

	/** A department locator without which the node does less; empty by hand is absent. */
	leaverDepartment(): DepartmentRef | undefined {
		this.setting('leaverDepartment', LEAVER_DEPARTMENT);
		return this.department('leaverDepartment', LEAVER_DEPARTMENT);
	}

	/** The label of the marker field; absent if empty. No end date waits for it, so a lost one is a warning. */
	markerField(): string | undefined {
		if (this.lostSetting('options.markerField', 'Marker Field') !== undefined)
			this.warnings.push(
				"The expression of 'Marker Field' gave nothing, so the item uses no marker field.",
			);
		return this.text('options.markerField', 'Marker Field');
	}

	/** The user of this item, as far as that is known of an item that was refused. */
	subject(): { key: string | null; userId: number | null } {
		return subjectOf(this);
	}
}
