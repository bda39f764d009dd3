/** Runs before each test file (vitest.config.ts). */
import * as fc from 'fast-check';
import { vi } from 'vitest';
import { SEED } from './seed';

fc.configureGlobal({ seed: SEED });

// Files share a worker, so that n8n's engine is loaded once; what the node keeps per process they do not share: an
// emulator may get the port of an earlier one, and then its sign-ins and locks would be those of another server.
vi.resetModules();
