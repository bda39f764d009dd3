import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { needDebianPackages } from '../e2e/debian';

const PROGRAM = '/usr/bin/chromium';

/**
 * A Chromium of Debian's that reaches this machine alone. The editor must work without the internet, and a test must
 * not depend on it.
 */
export async function openBrowser(log: (line: string) => void = console.log): Promise<Browser> {
	await needDebianPackages(['chromium'], async () => existsSync(PROGRAM), log);
	return await chromium.launch({
		executablePath: PROGRAM,
		args: [
			'--no-sandbox',
			'--disable-dev-shm-usage',
			'--disable-gpu',
			'--disable-background-networking',
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
}
