import { SessionPool } from '../net2/openNet2';
import { hostClock } from './clock';

/** The sign-ins of this n8n process, shared by all executions, editors and credential tests in it. */
export const sessions = new SessionPool(hostClock);
