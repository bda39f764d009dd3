import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkflow } from '../engine';
import { WORKFLOW_PICTURES } from './editor';
import { EditorSite } from './site';

/** Each shipped workflow as the editor draws it, for the documents. */
let site: EditorSite;
const folder = join(__dirname, '..', '..', 'examples', 'workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));

beforeAll(async () => {
	await mkdir(WORKFLOW_PICTURES, { recursive: true });
	site = await EditorSite.open({ seed: 'hr', tz: 'Europe/Amsterdam', signInRate: 'off' });
});

afterAll(async () => await site?.close());

describe.each(files)('%s', (file) => {
	it('is drawn with all its nodes, and with notes that show their whole text', async () => {
		const workflow = await readWorkflow(join(folder, file));
		await site.openWorkflow(workflow);
		const name = file.replace(/\.json$/, '.png');
		await site.editor.drawWorkflow(workflow.nodes.length, join(WORKFLOW_PICTURES, name));
		expect(await site.editor.cutNotes()).toEqual([]);
	});
});
