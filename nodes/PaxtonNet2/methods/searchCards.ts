import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { lastTwo } from '../mapping/cardNumber';
import { correlationFieldId } from '../mapping/fields';
import type { Net2Client } from '../net2/client';
import { withNet2 } from './withNet2';

/**
 * The cards of the user that the node names. The value is the id: a whole card number has no place in a workflow. If
 * the user is not known yet, the list is empty.
 */
export async function searchCards(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	const user: unknown = this.getCurrentNodeParameter('user');
	const field: unknown = this.getCurrentNodeParameter('correlationField');
	const { mode, value } = locatorOf(user);
	if (value === '' || value.startsWith('=')) return { results: [] };
	const results = await withNet2(this, async (net2) => {
		const id =
			mode === 'key'
				? await idByNumber(net2, value, typeof field === 'string' ? field : '')
				: Number(value);
		return id === undefined ? [] : await cardEntries(net2, id);
	});
	return { results };
}

function locatorOf(locator: unknown): { mode: unknown; value: string } {
	if (typeof locator !== 'object' || locator === null || !('mode' in locator))
		return { mode: undefined, value: '' };
	const value = 'value' in locator ? locator.value : '';
	return { mode: locator.mode, value: typeof value === 'string' ? value.trim() : '' };
}

async function idByNumber(
	net2: Net2Client,
	number: string,
	field: string,
): Promise<number | undefined> {
	const [users, fields] = await Promise.all([net2.users.list(), net2.users.customFields()]);
	const fieldId = correlationFieldId(field === '' ? undefined : field, fields);
	const holders = users.filter(({ customFields }) =>
		customFields.some(({ id, value }) => id === fieldId && value?.trim() === number),
	);
	return holders.length === 1 ? holders[0]?.id : undefined;
}

async function cardEntries(net2: Net2Client, userId: number): Promise<INodeListSearchItems[]> {
	const tokens = (await net2.tokens.list(userId)) ?? [];
	return tokens.map(({ id, tokenType, tokenValue, isLost }) => ({
		name: `${tokenType} ${lastTwo(tokenValue)}${isLost ? ' (lost)' : ''}`,
		value: String(id),
	}));
}
