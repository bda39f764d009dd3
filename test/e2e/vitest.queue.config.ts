import { defineConfig } from 'vitest/config';
import base from './vitest.config';

/** Queue mode: Postgres, Redis, one main and two workers; minutes, and its own command. */
export default defineConfig({ ...base, test: { ...base.test, include: ['e2e/*.queue.ts'] } });
