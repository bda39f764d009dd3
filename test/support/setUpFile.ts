/** Runs before each test file (vitest.config.ts). */
import * as fc from 'fast-check';
import { vi } from 'vitest';
import { SEED } from './seed';

fc.configureGlobal({ seed: SEED });

// Files share a worker, so that n8n's engine is loaded once. They do not share what the node keeps per process. An emulator may get the port of an earlier one, with the sign-ins and locks of another server.
vi.resetModules();
