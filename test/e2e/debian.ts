import { runCommand, succeeds } from './run';

/**
 * Installs Debian packages if that is possible without a question: as root, with apt-get. In any other place it says
 * what is missing.
 */
export async function needDebianPackages(
	packages: string[],
	present: () => Promise<boolean>,
	log: (line: string) => void,
): Promise<void> {
	if (await present()) return;
	const wanted = packages.join(' ');
	const root = process.getuid?.() === 0;
	if (!root || !(await succeeds('apt-get', ['--version']))) {
		throw new Error(`Needed here and not found: ${wanted}. On Debian: apt-get install ${wanted}`);
	}
	log(`Installing ${wanted} with apt-get`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand('apt-get', ['update', '-qq'], { env });
	await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
		env,
	});
	if (!(await present())) throw new Error(`${wanted} is installed but does not run`);
}
