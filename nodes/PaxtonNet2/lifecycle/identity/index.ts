/** Who is meant: numbers and names in normal form, and what may be a duplicate (safety rule 3, docs/safety-rules.md). */
export {
	compareNames,
	judgeName,
	normalFullName,
	type GivenName,
	type NameComparison,
	type NameInNet2,
	type NameVerdict,
} from './compareNames';
export {
	countMovedNumbers,
	numbersThatSeemToMove,
	type IdentityLine,
	type MovedNumber,
} from './movedNumbers';
export { exactNumber, isNearMatch, normalEmail, normalName, normalNumber } from './normalForm';
export {
	findPossibleDuplicates,
	numbersGivenTwice,
	type NewUser,
	type NumberAssignment,
	type PossibleDuplicate,
	type SharedNumber,
} from './possibleDuplicates';
export {
	createUserIndex,
	hasNumber,
	indexedUser,
	type IndexedUser,
	type NameParts,
	type UserIndex,
} from './userIndex';
