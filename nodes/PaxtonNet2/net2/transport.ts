/** A request as the client gives it to the transport. Paths are below `/api/v1`, and already encoded. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** e.g. `/users/42` */
	path: string;
	query?: Record<string, string> | undefined;
	headers?: Record<string, string> | undefined;
	/** The sign-in route takes a form (docs/net2-api.md), all others JSON. */
	body?: { form: Record<string, string> } | { json: unknown } | undefined;
	/** A POST that changes nothing at the server, such as a sign-in, so that a lost reply leaves no doubt. */
	changesNothing?: boolean | undefined;
	timeoutMs?: number | undefined;
	/** The longest reply to read, if it is less than what the transport accepts. */
	maxReplyMiB?: number | undefined;
	signal?: AbortSignal | undefined;
}

/** Header names are in lower case. `body` is the whole reply, read to its end. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	body: Uint8Array;
}

/**
 * The one place between the client and the network. `send` resolves for every HTTP status. It rejects with a {@link
 * Net2Error} only if no whole reply came. The reasons are `unreachable`, `tls`, `certificate`, `timeout` and
 * `cancelled`. A reply that is too large is `badReply`. A write that may have reached the server is `unknownOutcome`.
 */
export interface Transport {
	send(request: HttpRequest): Promise<HttpResponse>;
	close(): Promise<void>;
}
