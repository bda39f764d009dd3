import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../promises/everyParameter';
import { at } from '../e2e/json';
import { EditorSite } from './site';

/** Every operation as the editor shows it, before any of them has run. */
let site: EditorSite;

beforeAll(async () => {
	site = await EditorSite.open({ seed: 'small', tz: 'Europe/Amsterdam', signInRate: 'off' });
});

afterAll(async () => await site?.close());

/** The first members, as the built package has them. The editor draws those that fit on the screen. */
function fieldsOf(resource: string, operation: string): string[] {
	const file = join(
		...[__dirname, '../../dist/nodes/PaxtonNet2/__schema__/v1.0.0'],
		...[resource, `${operation}.json`],
	);
	return Object.keys(at(JSON.parse(readFileSync(file, 'utf8')), 'properties') ?? {}).slice(0, 6);
}

describe.each(OPERATIONS)('$resource: $operation', ({ resource, operation }) => {
	it('previews its output fields before the first run, and cuts no label', async () => {
		await site.openNextTo({ resource, operation });
		await site.editor.schemaPreview().first().waitFor();
		const shown = await site.editor.input.innerText();
		const missing = fieldsOf(resource, operation).filter((field) => !shown.includes(field));
		expect(missing).toEqual([]);
		await site.editor.closePanel();
		await site.editor.openNode('Net2');
		expect(await site.editor.cutLabels()).toEqual([]);
	});
});
