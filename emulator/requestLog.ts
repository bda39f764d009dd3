import { createHash } from 'node:crypto';

/** One request to the API, without anything secret. */
export interface LoggedRequest {
	method: string;
	/** Without the query string. */
	path: string;
	/** 0 when the client got no reply. */
	status: number;
	ms: number;
	/** SHA-256 of the body as sent; of nothing for an empty one. */
	digest: string;
	/** The SQL of a querydb request. */
	query?: string | undefined;
	/** The grant type of a sign-in. */
	grant?: string | undefined;
	fault?: string;
}

export class RequestLog {
	private entries: LoggedRequest[] = [];

	start(method: string, path: string): LoggedRequest {
		const entry = { method, path, status: 0, ms: 0, digest: digestOf(undefined) };
		this.entries.push(entry);
		return entry;
	}

	/** Copies, so that a later request changes nothing that a test has in hand. */
	list(): LoggedRequest[] {
		return this.entries.map((entry) => ({ ...entry }));
	}

	clear(): void {
		this.entries = [];
	}
}

export function digestOf(body: unknown): string {
	const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
	return createHash('sha256').update(bytes).digest('hex');
}
