import { at, isObject, textAt } from './json';
import { until } from './ports';

/** Who owns the lab's n8n. */
export const owner = { email: 'owner@example.com', password: 'Owner-2-the-lab' };

export interface Execution {
	id: string;
	status: string;
	/** ISO; empty: not yet. */
	startedAt: string;
	stoppedAt: string;
}

/** n8n's own REST interface, as its editor uses it, signed in as the owner. */
export class N8nRest {
	private cookie = '';

	constructor(private readonly baseUrl: string) {}

	/** Makes the owner of a new n8n, or signs in where there is one already. */
	async signIn(): Promise<void> {
		const names = { firstName: 'Lab', lastName: 'Owner' };
		const made = await this.send('POST', '/rest/owner/setup', { ...owner, ...names });
		const response = made.ok
			? made
			: await this.send('POST', '/rest/login', {
					emailOrLdapLoginId: owner.email,
					password: owner.password,
				});
		if (!response.ok) throw new Error(`Sign-in to n8n: ${response.status}`);
		this.cookie = response.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';')[0])
			.join('; ');
	}

	async request(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		const parsed: unknown = JSON.parse(text);
		return at(parsed, 'data');
	}

	async activate(workflowId: string): Promise<void> {
		const workflow = await this.request('GET', `/rest/workflows/${workflowId}`);
		const versionId = textAt(workflow, 'versionId');
		await this.request('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
	}

	/** What n8n keeps of a workflow between its executions. */
	async staticData(workflowId: string): Promise<unknown> {
		return at(await this.request('GET', `/rest/workflows/${workflowId}`), 'staticData');
	}

	/** How many executions of a workflow ended so, or have not ended. */
	async executionCount(workflowId: string, status: string[]): Promise<number> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
		const count = at(
			await this.request('GET', `/rest/executions?filter=${filter}&limit=1`),
			'count',
		);
		if (typeof count !== 'number') throw new Error('No count of executions');
		return count;
	}

	/** A workflow's executions, newest first. */
	async executions(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const answer = await this.request('GET', `/rest/executions?filter=${filter}&limit=100`);
		const results = at(answer, 'results');
		if (!Array.isArray(results)) throw new Error('No list of executions');
		return results.filter(isObject).map((row) => ({
			id: textAt(row, 'id'),
			status: textAt(row, 'status'),
			startedAt: String(at(row, 'startedAt') ?? ''),
			stoppedAt: String(at(row, 'stoppedAt') ?? ''),
		}));
	}

	private async send(method: string, path: string, body?: unknown): Promise<Response> {
		const headers: Record<string, string> = { cookie: this.cookie };
		const init: RequestInit = { method, headers };
		if (body !== undefined) {
			headers['content-type'] = 'application/json';
			init.body = JSON.stringify(body);
		}
		return await fetch(new URL(path, this.baseUrl), init);
	}
}

export interface WebhookAnswer {
	status: number;
	text: string;
}

/** Calls an active webhook. It answers 404 for a moment after activation and restart, so the call is repeated. */
export async function callWebhook(
	url: string,
	body: unknown,
	timeoutMs = 30_000,
): Promise<WebhookAnswer> {
	return await until(`webhook ${url}`, timeoutMs, async () => {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(60_000),
		});
		const text = await response.text();
		return response.status === 404 ? undefined : { status: response.status, text };
	});
}
