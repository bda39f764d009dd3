import type { Readable } from 'node:stream';

const MEBIBYTE = 1024 * 1024;
const FIRST_BYTES = 16 * 1024;

/** A reply that is longer than the client accepts. */
export class ReplyTooLarge extends Error {
	override readonly name = 'ReplyTooLarge';
}

/**
 * Reads a reply to its end. All pieces go into one buffer that grows. A server can send a byte at a time. An object
 * for each of them would take a hundred times the memory of the reply.
 *
 * @throws ReplyTooLarge, which also ends the connection
 */
export async function wholeOf(pieces: Readable, maxMiB: number): Promise<Uint8Array> {
	const most = maxMiB * MEBIBYTE;
	let whole = new Uint8Array(FIRST_BYTES);
	let length = 0;
	for await (const piece of pieces) {
		const end = length + piece.length;
		if (end > most) throw new ReplyTooLarge('The reply is too large.');
		if (end > whole.length) {
			const larger = new Uint8Array(Math.max(2 * whole.length, end));
			larger.set(whole.subarray(0, length));
			whole = larger;
		}
		whole.set(piece, length);
		length = end;
	}
	return whole.subarray(0, length);
}
