import type { INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EditorSite } from './site';

/** What once disabled the wrong employee, done as a person does it: by dragging, choosing and looking. */
let site: EditorSite;

beforeAll(async () => {
	site = await EditorSite.open({ seed: 'small', tz: 'Europe/Amsterdam', signInRate: 'off' });
});

afterAll(async () => await site?.close());

const locator = (mode: string): INodeParameters => ({ __rl: true, mode, value: '' });
const lastNames = (enabled: boolean) =>
	site.emulator
		.state()
		.users.filter((user) => user.canOpen.length > 0 === enabled)
		.map(({ lastName }) => lastName);

beforeEach(() => {
	site.emulator.reset('small');
	// The personnel number 2 belongs to one employee, and the Net2 ID 2 to Grace Hopper.
	site.emulator.addUser({
		firstName: 'Nora',
		lastName: 'Number',
		personnelNumber: '2',
		accessLevels: [2],
	});
});

async function outputShows(text: string | RegExp): Promise<void> {
	const output = async () => await site.editor.output.innerText();
	await expect.poll(output, { timeout: 60_000 }).toMatch(text);
}

describe('a column that is dropped on User', () => {
	it.each(['key', 'list'])('means the personnel number if the mode was %s', async (mode) => {
		await site.openNode({ operation: 'disable', user: locator(mode) }, [{ personnelNumber: '2' }]);
		await site.editor.drag('personnelNumber', 'user');
		await site.editor.execute();
		await site.editor.showOutputAs('json');
		await outputShows('Nora Number');
		expect(lastNames(false)).toContain('Number');
		expect(lastNames(true)).toContain('Hopper');
	});

	it('is refused if the mode was Net2 ID, and the message says which mode to choose', async () => {
		await site.openNode({ operation: 'disable', user: locator('net2Id') }, [
			{ personnelNumber: '2' },
		]);
		await site.editor.drag('personnelNumber', 'user');
		await site.editor.run();
		await outputShows(/Choose 'Number' in 'User'/);
		expect(lastNames(true)).toEqual(expect.arrayContaining(['Hopper', 'Number']));
	});
});
