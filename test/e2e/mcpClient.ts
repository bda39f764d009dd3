import * as v from 'valibot';

const Reply = v.object({
	result: v.object({
		tools: v.optional(v.array(v.object({ name: v.string() }))),
		content: v.optional(v.array(v.object({ text: v.optional(v.string(), '') }))),
	}),
});

/** A client of an MCP server over streamable HTTP: it lists the tools and calls them. */
export class McpClient {
	private session: string | undefined;
	private calls = 0;

	constructor(private readonly url: string) {}

	async connect(): Promise<void> {
		await this.send('initialize', {
			protocolVersion: '2025-03-26',
			capabilities: {},
			clientInfo: { name: 'test', version: '1' },
		});
		await this.send('notifications/initialized', undefined, false);
	}

	async tools(): Promise<string[]> {
		const { result } = v.parse(Reply, await this.send('tools/list', {}));
		return (result.tools ?? []).map(({ name }) => name);
	}

	/** What the tool returned, as text. */
	async call(name: string, args: object): Promise<string> {
		const { result } = v.parse(Reply, await this.send('tools/call', { name, arguments: args }));
		return (result.content ?? []).map(({ text }) => text).join('\n');
	}

	private async send(method: string, params?: object, isRequest = true): Promise<unknown> {
		const id = isRequest ? { id: (this.calls += 1) } : {};
		const response = await fetch(this.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(this.session !== undefined && { 'mcp-session-id': this.session }),
			},
			body: JSON.stringify({ jsonrpc: '2.0', ...id, method, ...(params && { params }) }),
		});
		this.session ??= response.headers.get('mcp-session-id') ?? undefined;
		const text = await response.text();
		if (!response.ok) throw new Error(`${method}: ${response.status} ${text}`);
		const [, data = text] = /^data: (.*)$/m.exec(text) ?? [];
		return data === '' ? undefined : JSON.parse(data);
	}
}
