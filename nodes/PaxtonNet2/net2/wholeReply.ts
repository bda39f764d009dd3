import type { Readable } from 'node:stream';

const MEBIBYTE = 1024 * 1024;
const LEAST_BYTES = 16 * 1024;
const NOTHING = new Uint8Array();

/** A reply that is longer than the client accepts. */
export class ReplyTooLarge extends Error {
	override readonly name = 'ReplyTooLarge';
}

/**
 * Reads a reply to its end. Most replies come in one piece. All further pieces go into one buffer that grows. A server
 * can send a byte at a time. An object for each of them would take a hundred times the memory of the reply.
 *
 * @throws ReplyTooLarge, which also ends the connection, and what the stream throws
 */
export async function wholeOf(reply: Readable, maxMiB: number): Promise<Uint8Array> {
	let whole: Uint8Array = NOTHING;
	let length = 0;
	const add = (piece: Uint8Array) => {
		const end = length + piece.length;
		if (end > maxMiB * MEBIBYTE) return void reply.destroy(new ReplyTooLarge('Too large.'));
		if (length === 0) whole = piece;
		else if (end > whole.length) {
			const larger = new Uint8Array(Math.max(LEAST_BYTES, 2 * whole.length, end));
			larger.set(whole.subarray(0, length));
			whole = larger;
		}
		if (length > 0) whole.set(piece, length);
		length = end;
		return undefined;
	};
	return await new Promise((resolve, reject) => {
		reply.on('data', add);
		reply.once('end', () => resolve(whole.subarray(0, length)));
		reply.once('error', reject);
		// A stream that was destroyed without an error would otherwise never settle. An error that no one sees would cost
		// more than the rest of a reply.
		reply.once('close', () => {
			if (!reply.readableEnded) reject(new Error('The reply ended early.'));
		});
	});
}
