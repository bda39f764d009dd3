import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { correlationFieldId } from '../mapping/fields';
import type { User } from '../net2/model';
import { keptUsers } from './keptUsers';
import { namedEntries } from './namedEntries';
import { withNet2 } from './withNet2';

/** Entries shown at a time. The list loads more when scrolled. */
const PAGE = 100;
const ALPHABET = new Intl.Collator('en');

/**
 * Users by any part of their name, by Net2 ID, or by personnel number. Net2 lists all users or one. So the list is
 * read when it is opened, and kept while you type and scroll in it.
 */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const chosen: unknown = this.getCurrentNodeParameter('correlationField');
	const field = typeof chosen === 'string' && chosen !== '' ? chosen : undefined;
	const isOpened = (filter ?? '') === '' && paginationToken === undefined;
	const entries = await keptUsers(this, field ?? '', isOpened, async () => {
		return await withNet2(this, async (net2) => {
			const [users, customFields] = await Promise.all([
				net2.users.list(),
				net2.users.customFields(),
			]);
			const keyField = correlationFieldId(field, customFields);
			return users.map((user) => userEntry(user, keyField));
		});
	});
	return page(entries, filter, paginationToken);
}

/** Departments by name: see {@link namedEntries}. */
export async function searchDepartments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const departments = await withNet2(this, async (net2) => await net2.departments.list());
	return page(namedEntries(departments), filter, paginationToken);
}

/** Doors by name. The value is the id, which is the serial number of the controller and never changes. */
export async function searchDoors(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const doors = await withNet2(this, async (net2) => await net2.doors.list());
	const entries = doors.map(({ id, name }) => ({
		name: `${name} (ID ${id})`,
		value: String(id),
	}));
	return page(entries, filter, paginationToken);
}

function userEntry(user: User, keyField: number): INodeListSearchItems {
	const names = [user.firstName, user.middleName, user.lastName].filter(
		(name) => name !== null && name.trim() !== '',
	);
	const key = user.customFields.find(({ id }) => id === keyField)?.value?.trim() ?? '';
	const who = names.length === 0 ? 'Without a name' : names.join(' ');
	return {
		name: [who, ...(key === '' ? [] : [key]), `ID ${user.id}`].join(' · '),
		value: String(user.id),
	};
}

/**
 * The entries whose label contains every word of the filter, a page at a time. The entry with that value, such as a
 * user's id, comes first. The others are in alphabetical order.
 */
function page(
	entries: INodeListSearchItems[],
	filter = '',
	paginationToken?: string,
): INodeListSearchResult {
	const words = fold(filter).split(/\s+/).filter(Boolean);
	const isMeant = ({ value }: INodeListSearchItems) => Number(value === filter.trim());
	const start = Number(paginationToken ?? 0);
	const hits = entries
		.filter(({ name }) => words.every((word) => fold(name).includes(word)))
		.sort((a, b) => isMeant(b) - isMeant(a) || ALPHABET.compare(a.name, b.name));
	const end = start + PAGE;
	return {
		results: hits.slice(start, end),
		...(end < hits.length ? { paginationToken: String(end) } : {}),
	};
}

/** Without case and accents, so that Zolc finds Żółć. */
function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll('ł', 'l')
		.replaceAll('ø', 'o')
		.replaceAll('ß', 'ss');
}
