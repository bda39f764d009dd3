import { testPaxtonNet2 } from './credentialTest';
import { searchDepartments, searchDoors, searchUsers } from './listSearch';
import * as loadOptions from './loadOptions';
import * as resourceMapping from './resourceMapping';
import { searchCards } from './searchCards';

/** What the editor may request of the node. */
export const methods = {
	credentialTest: { testPaxtonNet2 },
	listSearch: { searchCards, searchDepartments, searchDoors, searchUsers },
	loadOptions,
	resourceMapping,
};
