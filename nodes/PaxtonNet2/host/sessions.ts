import { SessionPool } from '../net2/openNet2';
import { hostClock } from './clock';
import { isOnQueue } from './queueWorker';

/** As long as Net2 requires between two sign-ins (docs/net2-api.md). More would only make runs slower. */
const WORKER_JITTER_MS = 500;

/** The sign-ins of this n8n process, shared by all executions, editors and credential tests in it. */
export const sessions = new SessionPool(hostClock, isOnQueue() ? WORKER_JITTER_MS : 0);
