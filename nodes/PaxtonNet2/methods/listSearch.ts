import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { correlationFieldId } from '../mapping/fields';
import type { Department, User } from '../net2/model';
import { keptUsers } from './keptUsers';
import { withNet2 } from './withNet2';

/** Entries shown at a time; the list loads more when scrolled. */
const PAGE = 100;

/**
 * Users by any part of their name, by id, or by key. Net2 tells all users or one, so they are read when the list is opened
 * and serve while somebody types and scrolls in it.
 */
export async function searchUsers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const chosen: unknown = this.getCurrentNodeParameter('correlationField');
	const wish = typeof chosen === 'string' && chosen !== '' ? chosen : undefined;
	const isOpened = (filter ?? '') === '' && paginationToken === undefined;
	const entries = await keptUsers(this, wish ?? '', isOpened, async () => {
		return await withNet2(this, async (net2) => {
			const [users, customFields] = await Promise.all([
				net2.users.list(),
				net2.users.customFields(),
			]);
			const keyField = correlationFieldId(wish, customFields);
			return users.map((user) => userEntry(user, keyField));
		});
	});
	return page(entries, filter, paginationToken);
}

/** Departments by name. The value is the name, since ids change owners; `id:5` where a name is not enough. */
export async function searchDepartments(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const departments = await withNet2(this, async (net2) => await net2.departments.list());
	return page(
		departments.map((department) => departmentEntry(department, departments)),
		filter,
		paginationToken,
	);
}

/** Doors by name. The value is the id, which is the serial number of the controller and stays. */
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
		name: [who, ...(key === '' ? [] : [`key ${key}`]), `ID ${user.id}`].join(' · '),
		value: String(user.id),
	};
}

function departmentEntry({ id, name }: Department, all: Department[]): INodeListSearchItems {
	const isPlain = id !== 0 && all.filter((other) => other.name.trim() === name.trim()).length === 1;
	return isPlain ? { name, value: name } : { name: `${name} (ID ${id})`, value: `id:${id}` };
}

/**
 * Those whose label holds every word of the filter, a page at a time: first the one whose value it is, such as a user's
 * id, and then in the order of the alphabet.
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
		.sort((a, b) => isMeant(b) - isMeant(a) || a.name.localeCompare(b.name, 'en'));
	const end = start + PAGE;
	return {
		results: hits.slice(start, end),
		...(end < hits.length ? { paginationToken: String(end) } : {}),
	};
}

/** Without regard to case and accents: whoever looks for Zolc finds Żółć. */
function fold(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replaceAll('ł', 'l')
		.replaceAll('ø', 'o')
		.replaceAll('ß', 'ss');
}
