/**
 * `npm run demo` runs the shipped joiner, mover and leaver workflows on `examples/hr/*.csv`. They run in n8n's own engine,
 * against the Net2 emulator. A second run of all of them must change nothing. Exits with 1 if a promise is not kept.
 */
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../emulator';
import {
	openEngine,
	readWorkflow,
	runWorkflow,
	type Engine,
	type WorkflowResult,
} from '../test/engine';
import { plural } from '../nodes/PaxtonNet2/lifecycle/safetyLimits';
import { colour, personLine, say } from './demo/lines';
import { storyOf, type StoryRow } from './demo/story';
import { TIME_ZONE } from './site';

const root = join(__dirname, '..');

interface Story {
	workflow: string;
	title: string;
	/** The Net2 nodes, in the order in which a person passes them. */
	stations: string[];
}

const STORIES: Story[] = [
	{
		workflow: 'joiner',
		title: 'Joiners',
		stations: ['Create user', 'Grant access levels', 'Enable user'],
	},
	{ workflow: 'mover', title: 'Movers', stations: ['Update user', 'Set access levels'] },
	{ workflow: 'leaver', title: 'Leavers', stations: ['Disable user'] },
];

async function runStory(
	engine: Engine,
	net2: Emulator,
	{ workflow, stations }: Story,
): Promise<StoryRow[]> {
	const json = await readWorkflow(join(root, 'examples', 'workflows', `${workflow}.json`));
	const result: WorkflowResult = await runWorkflow(json, {
		engine,
		credentials: { paxtonNet2Api: { baseUrl: net2.url, ...net2.operator, timeZone: TIME_ZONE } },
	});
	if (result.error) throw result.error;
	return storyOf(result, stations);
}

async function main(): Promise<number> {
	const started = Date.now();
	process.chdir(root);
	say("Starting the Net2 emulator and n8n's engine …");
	const net2 = await startEmulator({ seed: 'hr', tz: TIME_ZONE });
	const engine = await openEngine({ packageDir: root });
	const broken: string[] = [];
	try {
		for (const story of STORIES) {
			say(`\n${colour.bold(story.title)}  (examples/hr/${story.workflow}s.csv)`);
			for (const row of await runStory(engine, net2, story)) {
				say(personLine(row, opensFor(net2, row)));
				if (!row.refused && row.verified === false) broken.push(`${row.key}: not verified`);
				if (story.workflow === 'leaver' && !row.refused && opensFor(net2, row) > 0)
					broken.push(`${row.key}: has left and can still open a door`);
			}
		}
		say(`\n${colour.bold('The same lists once more')}: nothing may change`);
		net2.clearRequests();
		for (const story of STORIES) {
			const again = await runStory(engine, net2, story);
			const changed = again.filter((row) => row.changed);
			say(
				`  ${story.title}: ${plural(again.length, 'row')}, ${changed.length === 0 ? 'none' : changed.length} changed`,
			);
			for (const result of changed) broken.push(`${result.key}: changed in the second pass`);
		}
		const writes = net2
			.requests()
			.filter(({ method, path }) => method !== 'GET' && !path.includes('/authorization/'));
		say(
			`  The node sent ${plural(net2.requests().length, 'request')} to Net2. ${writes.length === 0 ? 'None' : writes.length} of them changed something.`,
		);
		if (writes.length > 0) broken.push(`${writes.length} writes in the second pass`);
	} finally {
		await net2.stop();
	}
	for (const promise of broken) say(colour.red(`Failed: ${promise}`));
	say(
		`\n${broken.length === 0 ? 'Done' : 'Finished with failures'} in ${((Date.now() - started) / 1000).toFixed(1)} s. Rows marked ✖ are wrong on purpose. Each shows the reason, and stopped no other row.`,
	);
	return broken.length === 0 ? 0 : 1;
}

function opensFor(net2: Emulator, { userId }: StoryRow): number {
	return net2.state().users.find(({ id }) => id === userId)?.canOpen.length ?? 0;
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
