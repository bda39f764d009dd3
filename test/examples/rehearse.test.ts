import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startEmulator, type Emulator } from '../../emulator';
import { credentialFor } from '../actions/setUp';
import { openEngine, readWorkflow, runWorkflow } from '../engine';
import { workflowsFolder } from './support';

let emulator: Emulator;
afterEach(async () => await emulator.stop());

test('the rehearsal returns findings to read and a site profile to copy', async () => {
	emulator = await startEmulator({ signInRate: 'off' });
	const workflow = await readWorkflow(join(workflowsFolder, 'rehearse.json'));
	const { run } = await runWorkflow(workflow, {
		engine: await openEngine(),
		credentials: { paxtonNet2Api: credentialFor(emulator) },
		mode: 'manual',
	});
	const { runData } = run.data.resultData;
	const itemsOf = (name: string) => runData[name]?.[0]?.data?.['main']?.[0] ?? [];
	expect(itemsOf('Findings to read').length).toBeGreaterThan(14);
	expect(itemsOf('Site profile to copy')[0]?.json).toMatchObject({
		siteProfile: expect.stringMatching(/^\{"version":1,/),
		warnings: '',
	});
	expect(runData['Needs a person']).toBeUndefined();
});
