import type { CardRef } from '../lifecycle/cards/cards';
import { cardValue, NUMBER_FORMATS, type NumberFormat } from '../mapping/cardNumber';
import type { Item } from './item';
import { badInput, isRecord, textOf } from './values';

const LABEL = 'Card';

export function numberFormatOf(item: Item): NumberFormat {
	return item.choice('numberFormat', 'Number Format', NUMBER_FORMATS);
}

/** Which card of the user is meant: by its number in the format that is set, or by its id, 0 being one. */
export function cardWish(item: Item): CardRef {
	const locator = item.value('card');
	const text = textOf(isRecord(locator) ? locator['value'] : locator, LABEL)?.trim();
	if (text === undefined)
		throw badInput(LABEL, 'is empty', 'Give a number or an ID, or check the expression.');
	if (isRecord(locator) && locator['mode'] === 'id') {
		if (/^\d{1,9}$/.test(text)) return { by: 'id', id: Number(text) };
		throw badInput(LABEL, 'is not the ID of a card', 'For a card number choose By Number.');
	}
	return { by: 'number', value: numberOrText(text, numberFormatOf(item)) };
}

/** A plate is no number, and is meant as it is read. */
function numberOrText(text: string, format: NumberFormat): string {
	const isPlate = format === 'decimal' && /[^\d\s]/.test(text);
	return cardValue(text, format, isPlate ? 'VehicleNumberPlate' : undefined);
}
