import type { ItemOptions } from '../lifecycle/run/request';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import type { ItemParameters } from './itemParameters';
import { booleanOf, choiceOf, isRecord, kindOf, textOf } from './values';

/** The options of one item. Throws `badInput` for an option that cannot be, and does so before anything is written. */
export function readItemOptions(item: ItemParameters, onlyDry: boolean): ItemOptions {
	const given = optionsOf(item);
	const { verifyName } = given;
	if (Object.hasOwn(given, 'verifyName')) item.setting('options.verifyName', 'Verify Name');
	const others = allowDuplicateOf(item);
	return {
		dryRun: readDryRun(given) || onlyDry,
		verifyName: verifyName === undefined ? undefined : booleanOf(verifyName, 'Verify Name', true),
		ignoreDeleted: booleanOf(given['ignoreDeleted'], 'Ignore Deleted', false),
		emptyValues: choiceOf(given['emptyValues'], 'Empty Values', ['keep', 'clear']),
		dateOrder: choiceOf(given['dateOrder'], 'Date Order', ['none', 'dayFirst', 'monthFirst']),
		replaceFromLeavers: booleanOf(given['replaceFromLeavers'], 'Replace From Leavers', false),
		eventId: textOf(given['eventId'], 'Event ID')?.trim(),
		...(others.length > 0 && { allowDuplicateOf: others }),
	};
}

function optionsOf(item: ItemParameters): Record<string, unknown> {
	const options = item.value('options');
	if (isRecord(options)) return options;
	if (options === null || options === undefined) return {};
	throw failure(parameterMessages.optionsNotObject, { kind: kindOf(options) });
}

/**
 * Without the option the node writes. With it, only true or false is accepted. An expression that gives nothing must
 * not write what was to be a preview.
 */
function readDryRun(given: Record<string, unknown>): boolean {
	if (!Object.hasOwn(given, 'dryRun')) return false;
	const { dryRun } = given;
	if (typeof dryRun === 'boolean') return dryRun;
	throw failure(parameterMessages.unclearDryRun, { kind: kindOf(dryRun) });
}

/** Ids of users who really are other people. Only a person may say so, so the value counts as it is stored. */
function allowDuplicateOf(item: ItemParameters): number[] {
	const stored = textOf(item.stored('options.allowDuplicateOf'), 'Allow Duplicate Of') ?? '';
	const pieces = stored
		.split(',')
		.map((piece) => piece.trim())
		.filter((piece) => piece !== '');
	if (pieces.every((piece) => /^[1-9]\d{0,9}$/.test(piece))) return pieces.map(Number);
	throw failure(parameterMessages.badDuplicateIds);
}
