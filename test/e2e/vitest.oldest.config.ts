import { defineConfig } from 'vitest/config';
import base from './vitest.config';

/** The oldest n8n that the packed node is run in; another 2 GB, and its own command. */
export default defineConfig({ ...base, test: { ...base.test, include: ['e2e/*.oldest.ts'] } });
