import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, runNode } from '.';

const root = join(__dirname, '..', '..');
let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'net2-built-'));
	await cp(join(__dirname, 'fixtures'), folder, { recursive: true });
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	const sources = ['nodes/Echo/Echo.node.ts', 'credentials/EchoApi.credentials.ts'];
	await promisify(execFile)(
		process.execPath,
		[
			join(root, 'node_modules/typescript/bin/tsc'),
			...'--outDir dist --rootDir . --target es2022 --module commonjs --skipLibCheck'.split(' '),
			...'--moduleResolution node10 --types node'.split(' '),
			...sources,
		],
		{ cwd: folder },
	);
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
