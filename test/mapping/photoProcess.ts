/**
 * Converts the picture that its argument names, and writes as JSON what became of it and how much memory this process took
 * above what it had before it read the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { photoForNet2 } from '../../nodes/PaxtonNet2/mapping/photo';

function memory(line: 'VmRSS' | 'VmHWM'): number {
	const status = readFileSync('/proc/self/status', 'latin1');
	return 1_024 * Number(new RegExp(`${line}:\\s+(\\d+)`).exec(status)?.[1]);
}

async function main(): Promise<void> {
	// From here on the kernel counts the highest use anew (proc_pid_clear_refs(5)).
	writeFileSync('/proc/self/clear_refs', '5');
	const idle = memory('VmRSS');
	const result = await photoForNet2(readFileSync(process.argv[2] ?? '')).then(
		({ width, height, converted }) => ({ width, height, converted }),
		(error: Error) => ({ message: error.message }),
	);
	process.stdout.write(JSON.stringify({ ...result, above: memory('VmHWM') - idle }));
}

void main();
