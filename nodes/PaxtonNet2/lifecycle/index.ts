/**
 * What can be done to users, one operation a file. Each takes the run and all requests of one execution. It resolves
 * with one result for each request, in the same order. It rejects for no single request.
 */
export { create } from './operations/create';
export { update } from './operations/update';
export { enable } from './operations/enable';
export { disable } from './operations/disable';
export { setLeaveDate } from './operations/setLeaveDate';
export { deleteUser } from './operations/deleteUser';
export { upsert } from './operations/upsert';
export { undo } from './undo/undo';
export { synchronize } from './synchronize/synchronize';
export { grant, revoke, setLevels } from './operations/levels';
export { applyRules } from './operations/applyRules';
export { revokeExpired } from './operations/revokeExpired';
export { getUser, getAllUsers } from './getUsers';
export { getAssignments } from './getAssignments';
