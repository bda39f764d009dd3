/**
 * How long a run waits before it reads once more what it wrote. Another program may have read a user just before our
 * write, and writes some moments later. In trials of two processes on a busy machine that took up to 50 ms
 * (docs/proof.md). Tests replace this file, because each of them would wait.
 */
export const SETTLE_DELAY_MS = 100;
