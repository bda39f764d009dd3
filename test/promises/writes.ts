import type { INodeParameters } from 'n8n-workflow';
import { locator, mapper } from '../actions/parameters';

/**
 * An example of each operation that writes to one user, and the outcome that it has. Every promise about writes is
 * tested with each of them: the dry run, the proof and the AI tool.
 */
const user = locator('key', '123');
export const WRITES: Array<[outcome: string, parameters: INodeParameters]> = [
	['updated', { resource: 'user', operation: 'update', user, fields: mapper({ telephone: '1' }) }],
	['enabled', { resource: 'user', operation: 'enable', user: locator('key', '77001') }],
	['disabled', { resource: 'user', operation: 'disable', user }],
	['updated', { resource: 'user', operation: 'setLeaveDate', user, date: '2098-01-01' }],
	['granted', { resource: 'accessLevel', operation: 'grant', user, accessLevels: 'Warehouse' }],
	['revoked', { resource: 'accessLevel', operation: 'revoke', user, accessLevels: 'Server room' }],
	['updated', { resource: 'accessLevel', operation: 'set', user, accessLevels: 'Warehouse' }],
];
