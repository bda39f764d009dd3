import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, runNode } from '.';
import { buildFixture } from './fixtures/build';

let folder = '';

beforeAll(async () => {
	folder = await buildFixture();
}, 60_000);

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
});

it("loads a built package through n8n's own loader", async () => {
	const engine = await openEngine({ packageDir: folder });
	const credentials = { echoApi: { word: 'built' } };
	const result = await runNode('n8n-nodes-fixture.echo', {}, [{}], { engine, credentials });
	expect(result.json[0]?.['word']).toBe('built');
});
