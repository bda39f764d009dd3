import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PaxtonNet2 } from '../../nodes/PaxtonNet2/PaxtonNet2.node';
import { at } from '../e2e/json';

const schemas = join(__dirname, '../../nodes/PaxtonNet2/__schema__/v1.0.0/connection');

function membersOf(operation: string): string[] {
	const schema: unknown = JSON.parse(readFileSync(join(schemas, `${operation}.json`), 'utf8'));
	return Object.keys(at(schema, 'properties') ?? {});
}

test('what signs in is marked as sensitive, so that n8n can redact it', () => {
	expect(membersOf('requestCode')).toContain('challenge');
	for (const operation of ['check', 'submitCode'])
		expect(membersOf(operation)).toContain('session');
	expect(new PaxtonNet2().description.sensitiveOutputFields).toEqual(['session', 'challenge']);
});
