import type { Socket } from 'node:net';

const HANDSHAKE = 0x16;
const HEADER = 5;
const SUPPORTED_VERSIONS = 43;

/** A fatal alert `handshake_failure` (RFC 8446, section 6). */
export const HANDSHAKE_ALERT = Buffer.from([0x15, 0x03, 0x03, 0, 2, 2, 40]);

/** Waits for a client's whole first record, which can come in several packets. Other bytes are passed on as they are. */
export function readHello(socket: Socket, done: (hello: Buffer) => void): void {
	let hello = Buffer.alloc(0);
	const read = () => {
		const chunk: unknown = socket.read();
		if (!Buffer.isBuffer(chunk)) return;
		hello = Buffer.concat([hello, chunk]);
		const isWhole = hello.length >= HEADER && hello.length >= HEADER + hello.readUInt16BE(3);
		if (hello[0] === HANDSHAKE && !isWhole) return;
		socket.off('readable', read);
		done(hello);
	};
	socket.on('readable', read);
}

/** Whether a TLS hello offers version 1.3 (RFC 8446, section 4.2.1). Those are the long hellos that some peers drop. */
export function offersTls13(hello: Buffer): boolean {
	try {
		// Record header, handshake header, version, random
		let at = HEADER + 4 + 2 + 32;
		at += 1 + hello.readUInt8(at);
		at += 2 + hello.readUInt16BE(at);
		at += 1 + hello.readUInt8(at);
		const end = at + 2 + hello.readUInt16BE(at);
		for (at += 2; at < end; at += 4 + hello.readUInt16BE(at + 2)) {
			if (hello.readUInt16BE(at) !== SUPPORTED_VERSIONS) continue;
			const versions = hello.subarray(at + 5, at + 5 + hello.readUInt8(at + 4));
			for (let index = 0; index + 1 < versions.length; index += 2) {
				if (versions.readUInt16BE(index) === 0x0304) return true;
			}
		}
		return false;
	} catch {
		// A hello that cannot be read offers nothing; the server behind will refuse it.
		return false;
	}
}
