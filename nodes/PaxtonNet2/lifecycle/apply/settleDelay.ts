/**
 * How long a run waits before it reads once more what it wrote. Another program may have read a user just before our
 * write, and writes some moments later. In trials of two processes on a busy machine that took up to 50 ms
 * (docs/proof.md). Tests replace this file, because each of them would wait.
 */
export const SETTLE_DELAY_MS = 100;

/**
 * A PUT that contains what was read is sent within this time after the reading, or the node reads again. It is half of
 * the wait above. So another process of the node, which waits before its last reading, sees what this PUT overwrote.
 */
export const FRESH_MS = 50;
