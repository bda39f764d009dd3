import type { CardRef } from '../lifecycle/cards/cards';
import { cardValue, NUMBER_FORMATS, type NumberFormat } from '../mapping/cardNumber';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import type { Item } from './item';
import { readLocator } from './readLocator';

const LABEL = 'Card';
const MODES = { number: 'Number', list: 'From List', net2Id: 'Net2 ID' } as const;

export function numberFormatOf(item: Item): NumberFormat {
	return item.choice('numberFormat', 'Number Format', NUMBER_FORMATS);
}

/** Which card of the user is meant. It is named by its number in the format that is set, or by its id, which may be 0. */
export function cardOf(item: Item): CardRef {
	const { mode, text } = readLocator(item.value('card'), LABEL, MODES);
	if (text === undefined) throw item.empty(LABEL);
	if (mode !== 'list' && mode !== 'net2Id')
		return { by: 'number', value: numberOrText(text, numberFormatOf(item)) };
	if (/^\d{1,9}$/.test(text)) return { by: 'id', id: Number(text) };
	throw failure(parameterMessages.cardNotId);
}

/** A number plate is text, and is meant as it is read. */
function numberOrText(text: string, format: NumberFormat): string {
	const isPlate = format === 'decimal' && /[^\d\s]/.test(text);
	return cardValue(text, format, isPlate ? 'VehicleNumberPlate' : undefined);
}
