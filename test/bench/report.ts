import { best, forEachUser, type Measured } from './measure';
import { REAL_NAMES, type RealRun } from './realN8n';
import { PEERS, WORKS, type PeerName, type Work } from './benchOperations';

/** An unchanged list, by its length. */
export interface Growth {
	people: number;
	ms: number;
	requests: number;
	writes: number;
	signIns: number;
	/** Live heap above the same items through NoOp; bytes per person. */
	heap: number;
}

/** Everything that one run of the bench found out. */
export interface Bench {
	at: string;
	node: string;
	quick: boolean;
	/** The best run of each peer at each work. */
	runs: Measured[];
	growth: Growth[];
	/** As `heap` of growth, for joiners with full output. */
	joinerHeap: number;
	/** Joiners in a real n8n; a short run has none. */
	real?: RealRun[] | undefined;
	load: Record<'ours' | 'httpRequest', { ms: number; heap: number }>;
}

export interface Held {
	what: string;
	need: string;
	got: string;
	holds: boolean;
}

const NAMES = Object.keys(PEERS).filter((name): name is PeerName => name in PEERS);

/** One row for the screen per work, latency and peer. */
export function figures({ runs }: Bench): object[] {
	return ordered(runs).map((run) => {
		const own = best(runs, { ...run, peer: 'ours' });
		const people = run.peer === 'helloid' ? `${run.people}, extrapolated` : run.people;
		return {
			latency: run.latency,
			work: run.work,
			peer: PEERS[run.peer],
			people,
			'ms each': Number(forEachUser(run).toFixed(2)),
			'ours is': own && `${ratio(forEachUser(run) / forEachUser(own))}x`,
			'CPU ms each': Number((run.cpuMs / run.people).toFixed(2)),
			requests: run.requests,
			writes: run.writes,
			'sign-ins': run.signIns,
			connections: run.connections,
			'at once': run.peak,
			'MB above idle': Math.round(run.rss / 1e6),
		};
	});
}

function ordered(runs: Measured[]): Measured[] {
	const place = ({ latency, work, peer }: Measured) =>
		(latency === 10 ? 0 : 100) + WORKS.indexOf(work) * 10 + NAMES.indexOf(peer);
	return [...runs].sort((a, b) => place(a) - place(b));
}

function ratio(value: number): string {
	return value >= 20 ? value.toFixed(0) : value.toFixed(2);
}

/** What the node must reach, at a latency of 10 ms where no other is named. */
export function mustHold({ runs, growth, real }: Bench): Held[] {
	const each = (peer: PeerName, work: Work = 'joiners', latency = 10) => {
		const run = best(runs, { work, peer, latency });
		return run === undefined ? NaN : forEachUser(run);
	};
	const againstFloor = (work: Work, latency: number) =>
		each('ours', work, latency) / each('floor', work, latency);
	const own = each('ours');
	const atLeast = (what: string, got: number, need: number): Held => ({
		what,
		need: `at least ${need}`,
		got: ratio(got),
		holds: got >= need,
	});
	const atMost = (what: string, got: number, need: number): Held => ({
		what,
		need: `at most ${need}`,
		got: ratio(got),
		holds: got <= need,
	});
	const ours = runs.filter(({ peer }) => peer === 'ours');
	const most = (of: (run: Measured) => number) => Math.max(...ours.map(of));
	const [shortest, longest] = [growth[0], growth.at(-1)];
	const inN8n = (peer: RealRun['peer']) => {
		const run = real?.find((one) => one.peer === peer);
		return run === undefined ? NaN : forEachUser(run);
	};
	return [
		atLeast("joiners, rate against HelloID's", each('helloid') / own, 150),
		atLeast("joiners, rate against Loop Over Items'", each('loop') / own, 8),
		...(real === undefined
			? []
			: [
					atLeast(
						"joiners in a real n8n, rate against the stock nodes' as they come",
						inN8n('unbounded') / inN8n('ours'),
						1.4,
					),
				]),
		atMost("joiners, time against the floor's", againstFloor('joiners', 10), 0.85),
		atMost("leavers, time against the floor's", againstFloor('leavers', 10), 0.75),
		atMost("joiners at 0 ms, time against the floor's", againstFloor('joiners', 0), 2.2),
		atMost("leavers at 0 ms, time against the floor's", againstFloor('leavers', 0), 2.2),
		atMost(
			'connections',
			most(({ connections }) => connections),
			8,
		),
		atMost(
			'sign-ins',
			most(({ signIns }) => signIns),
			1,
		),
		atMost('writes for an unchanged list', Math.max(...growth.map(({ writes }) => writes)), 0),
		atMost(
			`requests for ${longest?.people} unchanged people beyond those for ${shortest?.people}`,
			(longest?.requests ?? NaN) - (shortest?.requests ?? NaN),
			0,
		),
		atMost(
			'live heap above NoOp, KB per person of an unchanged list',
			Math.max(...growth.map(({ heap }) => heap)) / 1024,
			3.25,
		),
		atMost(
			`live heap per person of ${longest?.people} against that of ${growth.at(-2)?.people}`,
			(longest?.heap ?? NaN) / (growth.at(-2)?.heap ?? NaN),
			1.1,
		),
	];
}

const BEGIN = '<!-- figures of the last run: npm run bench -- --docs docs -->';
const END = '<!-- end of figures -->';

/** The page with the newest figures between its two marks. */
export function inMarkdown(page: string, bench: Bench): string {
	const begin = page.indexOf(BEGIN);
	const end = page.indexOf(END);
	if (begin < 0 || end < begin) throw new Error('bench.md has no place for the figures.');
	return `${page.slice(0, begin)}${BEGIN}\n\n${tables(bench)}\n\n${page.slice(end)}`;
}

function tables(bench: Bench): string {
	const { runs, growth, load } = bench;
	const lines = [
		`${bench.quick ? 'A short run' : 'A whole run'}, Node ${bench.node}, ${bench.at.slice(0, 10)}.`,
		'',
		'![Time per person](bench.svg)',
		'',
	];
	for (const latency of [10, 0]) {
		lines.push(`Time per person, the node's own = 1, at ${latency} ms latency:`, '');
		lines.push('| | joiners | leavers | unchanged list |', '| --- | --: | --: | --: |');
		for (const peer of NAMES) {
			const cells = WORKS.map((work) => {
				const [run, own] = [peer, 'ours' as const].map((name) =>
					best(runs, { work, latency, peer: name }),
				);
				return run && own ? ratio(forEachUser(run) / forEachUser(own)) : '';
			});
			lines.push(`| ${PEERS[peer]} | ${cells.join(' | ')} |`);
		}
		lines.push('');
	}
	if (bench.real !== undefined) lines.push(...realTable(bench.real), '');
	lines.push(
		'| unchanged list | requests | writes | sign-ins | live heap above NoOp, bytes each | time each, the first = 1 |',
	);
	lines.push('| --: | --: | --: | --: | --: | --: |');
	const first = growth[0];
	for (const one of growth)
		lines.push(
			`| ${one.people.toLocaleString('en')} | ${one.requests} | ${one.writes} | ${one.signIns} | ${one.heap.toFixed(0)} | ${first ? ratio(forEachUser(one) / forEachUser(first)) : ''} |`,
		);
	lines.push(
		'',
		`A joiner with full output takes ${(bench.joinerHeap / 1024).toFixed(1)} KB more of live heap than a NoOp node. This is its result, with changes, audit and undo.`,
		`Loading the node takes ${ratio(load.ours.ms / load.httpRequest.ms)} times as long as loading HTTP Request, and ${(load.ours.heap / 1e6).toFixed(1)} MB of heap.`,
		'',
		'| limit | measured | within the limit |',
		'| --- | --: | --- |',
		...mustHold(bench).map(
			({ what, need, got, holds }) => `| ${what}: ${need} | ${got} | ${holds ? 'yes' : '**no**'} |`,
		),
	);
	return lines.join('\n');
}

function realTable(real: RealRun[]): string[] {
	const own = real.find(({ peer }) => peer === 'ours');
	return [
		"Joiners by webhook in a real n8n at 10 ms latency, the node's own = 1:",
		'',
		'| | time per person | connections | requests at once, at most |',
		'| --- | --: | --: | --: |',
		...real.map(
			(run) =>
				`| ${REAL_NAMES[run.peer]} | ${own ? ratio(forEachUser(run) / forEachUser(own)) : ''} | ${run.connections.toLocaleString('en')} | ${run.peak} |`,
		),
	];
}
