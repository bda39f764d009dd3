/** Who is meant: numbers and names in normal form, and what may be a duplicate (safety rule 3, docs/safety-rules.md). */
export {
	compareNames,
	differInAccentsOnly,
	judgeName,
	mayBeSameEmployee,
	type GivenName,
	type NameComparison,
	type NameInNet2,
} from './compareNames';
export { swappedNumbers, type NumberedName } from './swappedNumbers';
export { createNamesakes } from './namesakes';
export { exactNumber, normalName, normalNumber } from './normalForm';
export { findPossibleDuplicates, type PossibleDuplicate } from './possibleDuplicates';
export {
	createUserIndex,
	hasNumber,
	indexedUser,
	type IndexedUser,
	type UserIndex,
} from './userIndex';
