/**
 * Settings that n8n-core reads from the environment when it is first used. Every module here that imports
 * n8n-core imports this one first. Without it the engine would write its key into your home folder, and
 * log to your screen.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set once per process: n8n-core reads it once, while each test file of a worker evaluates this module. */
const OURS = 'NET2_ENGINE_FOLDER_OF';

if (process.env[OURS] !== String(process.pid)) {
	const folder = mkdtempSync(join(tmpdir(), 'net2-engine-'));
	process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
	// Vitest ends its workers by a signal, which by itself runs no exit handler.
	if (process.env['VITEST']) process.once('SIGTERM', () => process.exit());
	process.env['N8N_USER_FOLDER'] = folder;
	process.env[OURS] = String(process.pid);
}

process.env['N8N_ENCRYPTION_KEY'] ??= 'a key for the in-process engine only';
process.env['N8N_LOG_LEVEL'] ??= 'silent';
process.env['N8N_DIAGNOSTICS_ENABLED'] ??= 'false';
/** Read/Write Files from Disk may touch the working directory and the temporary one, nothing else. */
process.env['N8N_RESTRICT_FILE_ACCESS_TO'] ??= `${process.cwd()};${tmpdir()}`;
