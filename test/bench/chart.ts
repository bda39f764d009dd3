import { best, forEachUser } from './measure';
import type { Bench } from './report';
import { PEERS, PeerName, WORKS, type Work } from './benchOperations';

const WIDTH = 860;
const LABELS = 330;
const BAR = 16;
const TITLES: Record<Work, string> = {
	joiners: 'Joiners with department and two levels',
	leavers: 'Leavers, cut off and moved',
	unchanged: 'A list of whom none differs',
};

/** A chart of time per user against the node's, at 10 ms latency. Each grid line is ten times the one before it. */
export function chart({ runs }: Bench): string {
	const parts: string[] = [];
	let y = 56;
	const values = WORKS.flatMap((work) =>
		PeerName.options.flatMap((peer) => relative(runs, work, peer) ?? []),
	);
	const decades = Math.ceil(Math.log10(Math.max(10, ...values)));
	const lowest = Math.floor(Math.log10(Math.min(1, ...values)));
	const scale = (WIDTH - LABELS - 70) / (decades - lowest);
	const x = (value: number) => LABELS + (Math.log10(value) - lowest) * scale;
	for (const work of WORKS) {
		parts.push(`<text x="12" y="${y}" class="title">${TITLES[work]}</text>`);
		y += 12;
		for (const peer of PeerName.options) {
			const value = relative(runs, work, peer);
			if (value === undefined) continue;
			const end = x(value);
			parts.push(
				`<text x="${LABELS - 8}" y="${y + 12}" text-anchor="end">${PEERS[peer]}</text>`,
				`<rect x="${LABELS}" y="${y}" width="${Math.max(1, end - LABELS).toFixed(1)}" height="${BAR}" class="${peer === 'ours' ? 'ours' : 'peer'}"/>`,
				`<text x="${(end + 6).toFixed(1)}" y="${y + 12}">${value >= 20 ? value.toFixed(0) : value.toFixed(2)}</text>`,
			);
			y += BAR + 6;
		}
		y += 26;
	}
	const grid = Array.from({ length: decades - lowest + 1 }, (_, n) => {
		const at = (LABELS + n * scale).toFixed(1);
		return `<line x1="${at}" x2="${at}" y1="44" y2="${y - 20}" class="grid"/>`;
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12">
<style>svg{background:#fff}text{fill:#333}.title{font-weight:bold;font-size:13px}.peer{fill:#9aa7b4}.ours{fill:#d9480f}.grid{stroke:#ddd}</style>
<text x="12" y="22" font-size="15" font-weight="bold">Time per person, the node's own = 1 (10 ms latency, logarithmic)</text>
${[...grid, ...parts].join('\n')}
</svg>
`;
}

function relative(runs: Bench['runs'], work: Work, peer: PeerName): number | undefined {
	const [run, own] = [peer, 'ours' as const].map((name) =>
		best(runs, { work, latency: 10, peer: name }),
	);
	return run && own && forEachUser(run) / forEachUser(own);
}
