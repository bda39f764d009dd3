import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseSiteProfile } from '../nodes/PaxtonNet2/net2/siteProfile';
import { tlsKeys } from './certificate';
import type { EmulatorOptions } from './emulator';
import { startEmulator } from './index';
import { switchesFor } from './profile';
import { parseSeed } from './seeds';
import { helpText } from './switchHelp';
import { defaultSwitches, parseSwitches, switchName } from './switches';

const FLAGS = Object.entries({ ...defaultSwitches, https: false })
	.filter(([, value]) => typeof value === 'boolean')
	.map(([name]) => name);
const FLAG_VALUES = ['on', 'off', 'true', 'false'];

/**
 * `--put-clears expiry,flags`, `--refresh-slides`; `--retry-after` needs no value. A switch of its own overrides the
 * same one of a `--profile`.
 *
 * @throws Error that names what is not known
 */
export function readArguments(given: string[]): EmulatorOptions {
	const { port, host, https, tlsKey, state, seed, profile, ...switches } = namedArguments(given);
	return {
		...(typeof profile === 'string' ? profileSwitches(profile) : {}),
		...parseSwitches(switches),
		...(port === undefined ? {} : { port: portOf(port) }),
		...(typeof host === 'string' ? { host } : {}),
		...(https === undefined ? {} : { https: https !== 'false' && https !== 'off' }),
		...(tlsKey === undefined ? {} : { tlsKey: tlsKeyOf(tlsKey) }),
		...(typeof state === 'string' ? { state } : {}),
		...(typeof seed === 'string' ? { seed: parseSeed(seed) } : {}),
	};
}

function namedArguments(given: string[]): Record<string, string | true> {
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
			if (open === undefined || (FLAGS.includes(open) && !FLAG_VALUES.includes(token.value))) {
				throw new Error(`Unexpected argument '${token.value}'.`);
			}
			named[open] = token.value;
			open = undefined;
		}
	}
	return named;
}

function profileSwitches(file: string): EmulatorOptions {
	return switchesFor(parseSiteProfile(readFileSync(file, 'utf8')));
}

function portOf(text: string | true): number {
	const port = Number(text);
	if (text === true || !Number.isInteger(port) || port < 0 || port > 65_535) {
		throw new Error(`Not a port: '${String(text)}'.`);
	}
	return port;
}

function tlsKeyOf(text: string | true): (typeof tlsKeys)[number] {
	const key = tlsKeys.find((known) => known === text);
	if (key === undefined) {
		throw new Error(`Unknown TLS key '${String(text)}': use ${tlsKeys.join(', ')}.`);
	}
	return key;
}

async function main(given: string[]): Promise<void> {
	if (given.includes('--help')) {
		console.log(helpText());
		return;
	}
	const options = readArguments(given);
	const net2 = await startEmulator({ port: options.https ? 8443 : 8080, ...options });
	const lines = [
		`Net2 emulator:  ${net2.url}`,
		`Operator:       ${net2.operator.username} / ${net2.operator.password}`,
		`Client id:      ${net2.operator.clientId}`,
		net2.certificate === undefined
			? undefined
			: `Certificate:    its own. PEM at ${net2.url}/__emulator/certificate`,
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
	main(process.argv.slice(2)).catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	});
}
