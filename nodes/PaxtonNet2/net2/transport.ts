/** What the client asks of the wire. Paths are below `/api/v1`, and already encoded. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** e.g. `/users/42` */
	path: string;
	query?: Record<string, string> | undefined;
	headers?: Record<string, string> | undefined;
	/** A form is what the sign-in route documents (API sheet 3.1); everything else is JSON. */
	body?: { form: Record<string, string> } | { json: unknown } | undefined;
	/** A POST that changes nothing at the server, as a sign-in: a lost reply leaves nothing in doubt. */
	changesNothing?: boolean | undefined;
	timeoutMs?: number | undefined;
	signal?: AbortSignal | undefined;
}

/** Header names are lower case; `body` is the whole reply, read to its end. */
export interface HttpResponse {
	status: number;
	headers: Record<string, string>;
	body: Uint8Array;
}

/**
 * The one seam between the client and the network.
 * `send` resolves for every HTTP status. It rejects with a {@link Net2Error} only when no whole reply
 * came: `unreachable`, `certificate`, `timeout`, `cancelled`, or `unknownOutcome` where the request may have
 * reached the server.
 */
export interface Transport {
	send(request: HttpRequest): Promise<HttpResponse>;
	close(): Promise<void>;
}
