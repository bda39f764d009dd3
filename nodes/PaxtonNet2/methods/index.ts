import { testPaxtonNet2 } from './credentialTest';
import * as listSearch from './listSearch';
import * as loadOptions from './loadOptions';
import * as resourceMapping from './resourceMapping';
import { searchCards } from './searchCards';

/** What the editor may ask of the node. */
export const methods = {
	credentialTest: { testPaxtonNet2 },
	listSearch: { ...listSearch, searchCards },
	loadOptions,
	resourceMapping,
};
