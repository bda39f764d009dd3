import { parseArgs } from 'node:util';
import type { EmulatorOptions } from './emulator';
import { startEmulator } from './index';
import { parseSeed } from './seeds';
import { defaultSwitches, parseSwitches, switchName } from './switches';

const FLAGS = Object.entries(defaultSwitches)
	.filter(([, value]) => typeof value === 'boolean')
	.map(([name]) => name);

/** `--put-clears expiry,flags`, `--refresh-slides`; `--retry-after` may stand alone. */
export function readArguments(given: string[]): EmulatorOptions {
	const { tokens } = parseArgs({
		args: given,
		strict: false,
		tokens: true,
		allowPositionals: true,
	});
	const named: Record<string, string | true> = {};
	let open: string | undefined;
	for (const token of tokens) {
		if (token.kind === 'option') {
			open = switchName(token.name);
			named[open] = token.value ?? true;
		} else if (token.kind === 'positional') {
			if (open === undefined || FLAGS.includes(open)) {
				throw new Error(`Unexpected argument '${token.value}'.`);
			}
			named[open] = token.value;
			open = undefined;
		}
	}
	const { port, host, https, state, seed, ...switches } = named;
	return {
		...parseSwitches(switches),
		...(port === undefined ? {} : { port: portOf(port) }),
		...(typeof host === 'string' ? { host } : {}),
		...(https === undefined ? {} : { https: https !== 'false' }),
		...(typeof state === 'string' ? { state } : {}),
		...(typeof seed === 'string' ? { seed: parseSeed(seed) } : {}),
	};
}

function portOf(text: string | true): number {
	const port = Number(text);
	if (text === true || !Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`Not a port: '${String(text)}'.`);
	}
	return port;
}

async function main(): Promise<void> {
	const options = readArguments(process.argv.slice(2));
	const net2 = await startEmulator({ port: options.https ? 8443 : 8080, ...options });
	const lines = [
		`Net2 stand-in:  ${net2.url}`,
		`Operator:       ${net2.operator.username} / ${net2.operator.password}`,
		`Client id:      ${net2.operator.clientId}`,
		net2.certificate === undefined
			? undefined
			: `Certificate:    its own; PEM at ${net2.url}/__emulator/certificate`,
		`State:          ${net2.url}/__emulator/state`,
		'Stop it with Ctrl+C.',
	];
	console.log(lines.filter((line) => line !== undefined).join('\n'));
	let stopping = false;
	const stop = () => {
		if (stopping) return;
		stopping = true;
		net2.stop().then(
			() => process.exit(0),
			() => process.exit(1),
		);
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}

if (require.main === module) {
	main().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	});
}
