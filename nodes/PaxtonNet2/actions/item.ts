import type { IExecuteFunctions } from 'n8n-workflow';
import type { DepartmentRef, FieldValues, ItemOptions, Lookup } from '../lifecycle/run/request';
import { DATE_ORDERS } from '../mapping/hrDates';
import type { Row } from '../mapping/table';
import { badInput, booleanOf, choiceOf, isRecord, textOf } from './values';

/**
 * One input item's parameters, each read for this item: what an expression gives for it, or why it gives nothing.
 * Everything thrown here is a `badInput` of this item alone.
 */
export class Item {
	/** ItemResult with the result, if it comes to one. */
	readonly warnings: string[] = [];

	constructor(
		readonly context: IExecuteFunctions,
		readonly index: number,
		/** Whether writes are dry runs whatever the item says (rule 9). */
		private readonly onlyDry: boolean,
		/** Mapping tables of this execution, so that a thousand items do not read one file a thousand times. */
		private readonly tables: Map<string, Promise<Row[]>>,
	) {}

	async shared(name: string, make: () => Promise<Row[]>): Promise<Row[]> {
		const table = this.tables.get(name) ?? make();
		this.tables.set(name, table);
		return await table;
	}

	/** The value as n8n works it out. Null: absent. */
	value(name: string): unknown {
		return valueAt(this.context, name, this.index);
	}

	/** Absent where empty. */
	text(name: string, label: string): string | undefined {
		return textOf(this.value(name), label);
	}

	required(name: string, label: string): string {
		const text = this.text(name, label);
		if (text !== undefined) return text;
		throw badInput(label, 'is empty', 'Fill it in, or check the expression that should give it.');
	}

	boolean(name: string, label: string): boolean {
		return booleanOf(this.value(name), label, false);
	}

	/** A switch that only a person may set, never an expression, and so never a model (design, section 5). */
	fixedBoolean(name: string, label: string): boolean {
		return fixedBoolean(this.context, name, label);
	}

	/** Text that only a person may set: a word or a plan hash, which no expression looks like. */
	fixedText(name: string): unknown {
		return this.context.getNodeParameter(name, 0, '', { rawExpressions: true });
	}

	choice<Word extends string>(
		name: string,
		label: string,
		words: readonly [Word, ...Word[]],
	): Word {
		return choiceOf(this.value(name), label, words);
	}

	/** Who is meant by the `user` locator. */
	user(): Lookup {
		const label = 'User';
		const locator = this.value('user');
		if (!isRecord(locator))
			throw badInput(
				label,
				'says neither an id nor a key',
				'Choose From List, By ID or By Key, and put the expression into the value only.',
			);
		const byKey = locator['mode'] === 'key';
		const text = textOf(locator['value'], label)?.trim();
		const wouldBe = this.wouldBe(byKey, text);
		if (wouldBe !== undefined) return wouldBe;
		if (text === undefined)
			throw badInput(
				label,
				'is empty',
				`Give ${byKey ? 'a key' : 'an id'} for this item, or check the expression that should.`,
			);
		if (!byKey) return { by: 'id', id: text };
		return { by: 'key', key: text, field: this.correlationField() };
	}

	correlationField(): string | undefined {
		return this.text('correlationField', 'Correlation Field');
	}

	/** A department locator; empty is absent. */
	department(name: 'department' | 'leaverDepartment', label: string): DepartmentRef | undefined {
		return readDepartment(this.value(name), label);
	}

	/** Field values by id, as they come: what they may be is for the core to judge (mapping/fields). */
	fields(): FieldValues {
		// The whole parameter, not `fields.value`: n8n would check that against the editor's schema, and its
		// refusal repeats the value, which may be a PIN.
		const mapper = this.value('fields');
		const given = isRecord(mapper) ? mapper['value'] : undefined;
		if (isRecord(mapper) && mapper['mappingMode'] === 'autoMapInputData')
			throw badInput(
				'Fields',
				'is set to map automatically',
				'Map each field by itself: names of input columns do not tell Net2 fields.',
			);
		if (given === undefined || given === null) return {};
		if (!isRecord(given))
			throw badInput('Fields', 'is not a list of fields', 'Map each field by itself.');
		const values: FieldValues = {};
		for (const [id, value] of Object.entries(given)) {
			if (value === undefined) continue;
			if (value !== null && typeof value === 'object')
				throw badInput(
					`Fields: ${id}`,
					'is an object or a list',
					'Give text, a number, true or false.',
				);
			values[id] =
				typeof value === 'number' || typeof value === 'boolean' || value === null
					? value
					: String(value);
		}
		return values;
	}

	options(): ItemOptions {
		const options = this.value('options');
		const given = isRecord(options) ? options : {};
		const verifyName = given['verifyName'];
		return {
			dryRun: this.onlyDry || booleanOf(given['dryRun'], 'Dry Run', false),
			verifyName: verifyName === undefined ? undefined : booleanOf(verifyName, 'Verify Name', true),
			ignoreDeleted: booleanOf(given['ignoreDeleted'], 'Ignore Deleted', false),
			dateOrder: choiceOf(given['dateOrder'], 'Date Order', DATE_ORDERS),
			emptyValues: choiceOf(given['emptyValues'], 'Empty Values', ['keep', 'clear']),
			eventId: textOf(given['eventId'], 'Event ID')?.trim(),
		};
	}

	/** The label of the field that remembers; absent where it is empty. */
	markerField(): string | undefined {
		return this.text('options.markerField', 'Marker Field');
	}

	/** Whom this item is about, as far as it can be told of an item that was refused. */
	subject(): { key: string | null; userId: number | null } {
		try {
			const key = this.value('key');
			const locator = this.value('user');
			const by = isRecord(locator) ? locator['mode'] : undefined;
			const text = textOf(isRecord(locator) ? locator['value'] : key, 'User')?.trim() ?? null;
			if (by === undefined || by === 'key') return { key: text, userId: null };
			return { key: null, userId: text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null };
		} catch {
			return { key: null, userId: null };
		}
	}

	/**
	 * Somebody whom an earlier node would have created, had it not been a dry run: this item is then that node's
	 * output. Only a dry run takes one, and only for the very person it tells of.
	 */
	private wouldBe(byKey: boolean, text: string | undefined): Lookup | undefined {
		const json = this.context.getInputData()[this.index]?.json ?? {};
		const told =
			json['dryRun'] === true && json['userId'] === null && json['outcome'] !== 'notFound';
		if (!told || !this.options().dryRun) return undefined;
		const key = typeof json['key'] === 'string' ? json['key'] : null;
		if (byKey ? text !== undefined && text === key?.trim() : text === undefined)
			return { by: 'wouldBe', key };
		return undefined;
	}
}

/** A department out of its locator as n8n hands it over; empty is absent. */
export function readDepartment(locator: unknown, label: string): DepartmentRef | undefined {
	const plain = isRecord(locator) ? locator['value'] : locator;
	const text = textOf(plain, label)?.trim();
	if (text === undefined) return undefined;
	const mode = isRecord(locator) ? locator['mode'] : 'name';
	if (mode === 'id') return { by: 'id', id: text };
	// The list offers names, and ids only where a name would not tell which (methods/listSearch).
	const id = mode === 'list' ? /^id:(\d+)$/.exec(text)?.[1] : undefined;
	return id === undefined ? { by: 'name', name: text } : { by: 'id', id };
}

/** A parameter's value for an item; an expression that cannot be worked out is that item's bad input. */
export function valueAt(context: IExecuteFunctions, name: string, index: number): unknown {
	try {
		const value: unknown = context.getNodeParameter(name, index, null);
		return value;
	} catch (error) {
		return refuse(name, error);
	}
}

/**
 * A switch as it was set by hand. n8n itself takes the `=` from an expression here, so what is left of one is text, and any
 * text is refused.
 */
export function fixedBoolean(context: IExecuteFunctions, name: string, label: string): boolean {
	const raw: unknown = context.getNodeParameter(name, 0, false, { rawExpressions: true });
	if (typeof raw === 'boolean') return raw;
	throw badInput(label, 'holds an expression or text', 'Set this switch by hand: on or off.');
}

function refuse(name: string, error: unknown): never {
	const said =
		error instanceof Error && error.name === 'ExpressionError' ? `: ${error.message}` : '';
	throw badInput(
		name,
		`could not be worked out for this item${said}`,
		'Check its expression in the node.',
	);
}
