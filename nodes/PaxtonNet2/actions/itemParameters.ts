import type { IExecuteFunctions } from 'n8n-workflow';
import type { Row } from '../mapping/table';
import { listed } from '../mapping/text';
import { parameterMessages } from '../messages/parameters';
import { failure, type Net2Error } from '../net2/errors';
import { levelList } from './levelList';
import {
	booleanOf,
	choiceOf,
	containsExpression,
	dateTextOf,
	fixedBoolean,
	isBlank,
	isExpression,
	textOf,
	valueAt,
} from './values';

/** More names than this make a message hard to read. */
const MOST_NAMES = 20;

/** What the items of one execution share. So a thousand of them do not work out the same a thousand times. */
export class SharedValues {
	/** Mapping tables, by their source. */
	readonly tables = new Map<string, Promise<Row[]>>();
	/** Parameters as they are stored. */
	readonly stored = new Map<string, unknown>();
	/** Whether a parameter contains an expression, so that its value may differ from item to item. */
	readonly differs = new Map<string, boolean>();
	/** Values of the parameters that contain no expression. */
	readonly fixed = new Map<string, unknown>();
}

/**
 * The parameters of one input item, each worked out for this item. Everything thrown here is a `badInput` of this item
 * alone.
 */
export class ItemParameters {
	/** Values of the parameters that contain an expression. */
	private readonly own = new Map<string, unknown>();

	constructor(
		readonly context: IExecuteFunctions,
		readonly index: number,
		protected readonly shared = new SharedValues(),
	) {}

	/** The value as n8n works it out, once for each item or for all of them. Null: absent. */
	value(name: string): unknown {
		const { differs, fixed } = this.shared;
		const isOwn = differs.get(name) ?? containsExpression(this.stored(name));
		differs.set(name, isOwn);
		const values = isOwn ? this.own : fixed;
		if (!values.has(name)) values.set(name, valueAt(this.context, name, this.index));
		return values.get(name);
	}

	/** Absent if empty. */
	text(name: string, label: string): string | undefined {
		return textOf(this.value(name), label);
	}

	/** A date of HR as text, whatever kind of value it comes as; absent if empty. */
	date(name: string, label: string): string | undefined {
		return dateTextOf(this.value(name), label);
	}

	/** What a blank end date means for this item. */
	blankEndDate(): 'keep' | 'remove' {
		return this.choice('blankEndDate', 'Blank End Date', ['keep', 'remove']);
	}

	required(name: string, label: string): string {
		const text = this.text(name, label);
		if (text !== undefined) return text;
		throw this.empty(label);
	}

	/** The failure of a parameter that is empty for this item, with the columns that the item has. */
	empty(label: string): Net2Error {
		const names = Object.keys(this.context.getInputData()[this.index]?.json ?? {});
		return failure(
			names.length === 0 ? parameterMessages.emptyOfNoColumns : parameterMessages.empty,
			{ label, columns: listed(names, MOST_NAMES) },
		);
	}

	boolean(name: string, label: string): boolean {
		return booleanOf(this.value(name), label, false);
	}

	/** A switch that only a person may set, never an expression, and so never a model. */
	fixedBoolean(name: string, label: string): boolean {
		return fixedBoolean(this.context, name, label);
	}

	/** A parameter as it is stored: of an expression its text. */
	stored(name: string): unknown {
		const { stored } = this.shared;
		if (!stored.has(name)) {
			const value: unknown = this.context.getNodeParameter(name, 0, '', { rawExpressions: true });
			stored.set(name, value);
		}
		return stored.get(name);
	}

	choice<Word extends string>(
		name: string,
		label: string,
		words: readonly [Word, ...Word[]],
	): Word {
		return choiceOf(this.value(name), label, words);
	}

	correlationField(): string | undefined {
		return textOf(
			this.setting('correlationField', 'Correlation Field Name or ID'),
			'Correlation Field Name or ID',
		);
	}

	/**
	 * A setting whose absence is the weakest or the widest choice. Empty keeps that meaning. An expression that gives
	 * nothing is refused, because the person who wrote it wanted something else.
	 */
	setting(name: string, label: string): unknown {
		const lost = this.lostSetting(name, label);
		if (lost !== undefined) throw lost;
		return this.value(name);
	}

	/** The error of a setting whose expression gives nothing for this item. */
	lostSetting(name: string, label: string): Net2Error | undefined {
		if (!isBlank(this.value(name)) || !this.hasExpression(name)) return undefined;
		return failure(parameterMessages.lostSetting, { label });
	}

	/** As `choice`, of a setting. */
	chosen<Word extends string>(
		name: string,
		label: string,
		words: readonly [Word, ...Word[]],
	): Word {
		return choiceOf(this.setting(name, label), label, words);
	}

	/** As `boolean`, of a setting. */
	switched(name: string, label: string): boolean {
		return booleanOf(this.setting(name, label), label, false);
	}

	/** Names of a setting. An expression may leave out none of them, so that none is lost in silence. */
	names(name: string, label: string): string[] {
		const value = this.setting(name, label);
		const names = levelList(value);
		const given = Array.isArray(value) ? Math.max(value.length, 1) : 1;
		if (names.length < given && this.hasExpression(name))
			throw failure(parameterMessages.lostSetting, { label });
		return names;
	}

	private hasExpression(name: string): boolean {
		return isExpression(this.stored(name));
	}
}
