import type { CardToHave } from '../lifecycle/run/request';
import { cardValue, NUMBER_FORMATS, TOKEN_TYPES, type NumberFormat } from '../mapping/cardNumber';
import { parameterMessages } from '../messages/parameters';
import { failure } from '../net2/errors';
import type { Item } from './item';
import { choiceOf, isRecord, jsonIn, textOf } from './values';

const LABEL = 'Cards';

/** How card numbers are written, and what kind of card they are, unless an entry says so itself. */
interface Usual {
	format: NumberFormat;
	tokenType: string;
}

/** How the options of a node have cards read. Its errors repeat no number. */
export function cardReader(item: Item): (value: unknown) => CardToHave[] {
	const usual = {
		format: item.choice('options.numberFormat', 'Card Number Format', NUMBER_FORMATS),
		tokenType: item.choice('options.tokenType', 'Card Type', TOKEN_TYPES),
	};
	return (value) => cardList(value, usual);
}

/**
 * The cards of an item: a list, or text with commas between. An entry is a number, or a card as Get Many of Card returns it,
 * whose number is decimal.
 */
function cardList(value: unknown, usual: Usual): CardToHave[] {
	if (Array.isArray(value)) return value.flatMap((entry) => oneCard(entry, usual));
	if (isRecord(value)) return oneCard(value, usual);
	const text = textOf(value, LABEL)?.trim() ?? '';
	if (text.startsWith('[')) {
		const parsed = jsonIn(text);
		if (Array.isArray(parsed)) return cardList(parsed, usual);
	}
	return text.split(',').flatMap((piece) => oneCard(piece, usual));
}

function oneCard(entry: unknown, { format, tokenType }: Usual): CardToHave[] {
	if (isRecord(entry)) {
		const type = choiceOf(entry['tokenType'], `${LABEL}: tokenType`, TOKEN_TYPES);
		const number = textOf(entry['number'], `${LABEL}: number`);
		if (number === undefined) throw failure(parameterMessages.cardWithoutNumber);
		return [{ tokenType: type, value: cardValue(number, 'decimal', type) }];
	}
	const text = textOf(entry, LABEL)?.trim();
	return text === undefined ? [] : [{ tokenType, value: cardValue(text, format, tokenType) }];
}
