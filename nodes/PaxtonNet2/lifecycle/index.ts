/**
 * What can be done to people, one verb a file. Each takes the run and all requests of one execution and
 * resolves with one result per request, in the same order; it rejects for nobody.
 */
export { create } from './create';
export { update } from './update';
export { enable } from './enable';
export { disable } from './disable';
export { setLeaveDate } from './setLeaveDate';
export { deleteUser } from './deleteUser';
export { upsert } from './upsert/upsert';
export { undo } from './undo/undo';
export { synchronize } from './synchronize/synchronize';
export { grant, revoke, setLevels } from './levels';
export { applyRules } from './applyRules';
export { revokeExpired } from './timeBoxes';
export { getUser, getAllUsers } from './getUsers';
export { getAssignments } from './getAssignments';
