/**
 * Converts the picture that its argument names. Writes the result as JSON. It also writes how much more memory this
 * process took than before it read the file.
 */
import { readFileSync } from 'node:fs';
import { photoForNet2 } from '../../nodes/PaxtonNet2/mapping/photo';
import { watchMemory } from './memoryUse';

async function main(): Promise<void> {
	const memory = watchMemory();
	const result = await photoForNet2(readFileSync(process.argv[2] ?? '')).then(
		({ width, height, converted }) => ({ width, height, converted }),
		(error: Error) => ({ message: error.message }),
	);
	process.stdout.write(JSON.stringify({ ...result, above: memory.above() }));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
