import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readArguments } from '../../emulator/cli';
import { defaultSwitches, profileFor } from '../../emulator/index';
import { helpRows, helpText, switchHelp } from '../../emulator/switchHelp';
import { optionName, parseSwitches } from '../../emulator/switches';

let folder: string | undefined;
afterEach(() => {
	if (folder !== undefined) rmSync(folder, { recursive: true });
	folder = undefined;
});

const names = (Object.keys(defaultSwitches) as Array<keyof typeof defaultSwitches>).map(
	(name) => [name] as const,
);

describe('the command line', () => {
	it('reads the options of the program and switches of each kind', () => {
		const options = readArguments(
			[
				'--port 8080 --https --tls-key rsa-1024 --state x.json --seed 500 --latency 20',
				'--tz Europe/London --casing pascal --mfa-status 200 --sign-in-rate off --retry-after',
				'--refresh-slides --serial off --put-clears expiry,pin --individual-read none',
				'--write-statuses createUser=200,setLevels=200 --missing-user 204 --zone-form +00:00',
				'--max-query-length 2048 --operator-rights users,doors --tls 1.2 --net2-version 6.8',
			].flatMap((line) => line.split(' ')),
		);
		expect(options).toEqual({
			port: 8080,
			https: true,
			tlsKey: 'rsa-1024',
			state: 'x.json',
			seed: 500,
			latency: 20,
			tz: 'Europe/London',
			casing: 'pascal',
			mfaStatus: 200,
			signInRate: 'off',
			retryAfter: 1,
			refreshSlides: true,
			serial: false,
			putClears: ['expiry', 'pin'],
			individualRead: [],
			writeStatuses: { ...defaultSwitches.writeStatuses, createUser: 200, setLevels: 200 },
			missingUser: '204',
			zoneForm: '+00:00',
			maxQueryLength: 2048,
			operatorRights: ['users', 'doors'],
			tls: '1.2',
			net2Version: '6.8',
		});
	});

	it.each([
		[['--colour', 'red'], 'colour'],
		[['--port', 'many'], 'port'],
		[['--seed', 'oak'], 'seed'],
		[['--tls-key', 'wood'], 'wood'],
		[['--put-clears', 'shoe-size'], 'putClears'],
		[['--write-statuses', 'createUser=404'], 'createUser'],
		[['--write-statuses', 'fly=200'], 'fly'],
		[['--serial', 'maybe'], 'maybe'],
		[['stray'], 'stray'],
	])('refuses %j and names what is wrong', (given, name) => {
		expect(() => readArguments(given)).toThrow(name);
	});

	it('takes the switches of a profile, and a switch of its own overrides one of them', () => {
		folder = mkdtempSync(join(tmpdir(), 'net2-'));
		const file = join(folder, 'profile.json');
		const site = { ...defaultSwitches, clearLevels: 'zero', pinReadable: 'masked' } as const;
		writeFileSync(file, JSON.stringify(profileFor(site, 1900)));
		expect(readArguments(['--profile', file, '--pin-readable', 'hidden'])).toMatchObject({
			clearLevels: 'zero',
			pinReadable: 'hidden',
			maxQueryLength: 1900,
		});
		writeFileSync(file, '{}');
		expect(() => readArguments(['--profile', file])).toThrow('site profile');
	});
});

describe('the help', () => {
	it.each(names)('has %s with its default first', (name) => {
		const value: unknown = defaultSwitches[name];
		const first = switchHelp[name].values.split(/[, ]/)[0] ?? '';
		const isExample = name === 'writeStatuses' || name === 'operatorRights';
		const list = Array.isArray(value) && value.length === 0 ? 'none' : String(value);
		const text = typeof value === 'boolean' ? (value ? 'on' : 'off') : list;
		if (!isExample) expect(first.replaceAll('`', '')).toBe(text);
		expect(helpText()).toContain(`--${optionName(name)} `);
	});

	it('calls what working clients contradict a stress case, and nothing else', () => {
		const stress = Object.entries(switchHelp).filter(([, help]) => help.stress !== undefined);
		expect(stress.map(([name]) => name).sort()).toEqual([
			'casing',
			'departmentZero',
			'emptyBody',
			'events',
			'omitExpiresIn',
			'querydb',
		]);
	});

	it('is the same as the table in the README', () => {
		const readme = readFileSync(join(__dirname, '../../emulator/README.md'), 'utf8');
		const rows = readme
			.split('\n')
			.filter((line) => line.startsWith('| `--'))
			.map((line) =>
				line
					.split('|')
					.slice(1, -1)
					.map((cell) => cell.trim().replaceAll('`', '')),
			);
		const plain = helpRows().map((row) => row.map((cell) => cell.replaceAll('`', '')));
		expect(rows).toEqual(plain);
	});

	it('names only values that exist', () => {
		for (const [name, { values }] of Object.entries(switchHelp)) {
			if (/ |^\d|^Europe|=/.test(values.replaceAll(', ', ','))) continue;
			for (const value of values.split(',').map((part) => part.trim())) {
				expect(() => parseSwitches({ [name]: value }), `${name} ${value}`).not.toThrow();
			}
		}
	});
});
