import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { at, isObject, textAt } from '../e2e/json';
import { openLab } from '../e2e/lab';
import { until } from '../e2e/ports';
import { N8nRest } from '../e2e/rest';
import { startGroup } from '../e2e/run';
import type { Group } from '../e2e/run';

const root = join(__dirname, '..', '..');
const main = join('examples', 'editor', 'main.ts');
const folder = join(root, 'examples', 'workflows');

let demo: Group | undefined;

// Its first installation takes minutes, and is not what is tested here.
beforeAll(async () => {
	await openLab();
});

afterEach(async () => {
	demo?.signal('SIGKILL');
	await demo?.ended;
});

/** What the shipped files call themselves. */
async function shippedNames(): Promise<string[]> {
	const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
	const texts = await Promise.all(
		files.map(async (name) => await readFile(join(folder, name), 'utf8')),
	);
	return texts.map((text) => textAt(JSON.parse(text), 'name')).sort();
}

it('the demo in the editor: one command to all workflows and a working Net2, and gone at Ctrl-C', async () => {
	let printed = '';
	const group = startGroup(process.execPath, ['--import', 'tsx', main], {
		cwd: root,
		onOutput: (text) => {
			printed += text;
		},
	});
	demo = group;
	const url = await until('the demo ready', 400_000, async () => {
		return /Stop with Ctrl-C/.test(printed) ? /ready:\s+(\S+)/.exec(printed)?.[1] : undefined;
	});
	const rest = new N8nRest(url);
	await rest.signIn();
	const listed = await rest.request('GET', '/rest/workflows');
	if (!Array.isArray(listed)) throw new Error('No list of workflows');
	const names = listed.filter(isObject).map((workflow) => textAt(workflow, 'name'));
	expect(names.map((name) => name.replace(/^Start here \d - /, '')).sort()).toEqual(
		await shippedNames(),
	);
	expect(names.filter((name) => name.startsWith('Start here')).sort()).toEqual([
		'Start here 1 - Net2: joiners',
		'Start here 2 - Net2: movers',
		'Start here 3 - Net2: leavers',
	]);

	// The note of the security watch has a command that calls the emulator.
	const port = /:(\d+)\/__emulator\/state/.exec(printed)?.[1];
	if (port === undefined) throw new Error(`The demo names no emulator: ${printed}`);
	const watch = listed.filter(isObject).find((workflow) => at(workflow, 'id') === 'security-watch');
	const opened = await rest.request('GET', `/rest/workflows/${textAt(watch, 'id')}`);
	const notes = JSON.stringify(at(opened, 'nodes'));
	expect(notes).toContain(`localhost:${port}/__emulator/pass`);
	expect(notes).not.toContain('localhost:8080');

	const [credential] = [await rest.request('GET', '/rest/credentials')].flat();
	const data = await rest.request(
		'GET',
		`/rest/credentials/${textAt(credential, 'id')}?includeData=true`,
	);
	const tested = await rest.request('POST', '/rest/credentials/test', { credentials: data });
	expect(tested).toMatchObject({ status: 'OK' });
	// By this name n8n fills it into imported workflows.
	expect(at(credential, 'name')).toBe('Paxton Net2 account');

	group.signal('SIGINT');
	expect(await group.ended).toBe(0);
	await expect(fetch(url)).rejects.toThrow();
	expect(printed).toContain('Stopping');
}, 500_000);
