import { mergeConfig } from 'vitest/config';
import base from './vitest.config';

/** Queue mode: Postgres, Redis, one main and two workers; minutes, and its own command. */
export default mergeConfig(base, { test: { include: ['*.queue.ts'] } });
