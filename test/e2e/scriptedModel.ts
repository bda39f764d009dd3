import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';

const Message = v.object({ role: v.string(), content: v.optional(v.unknown()) });
const ModelRequest = v.object({
	model: v.string(),
	messages: v.array(Message),
	tools: v.optional(v.array(v.object({ function: v.object({ name: v.string() }) })), []),
});
/** What a test writes into the prompt: the tool that the model is to call, and with which arguments. */
const Script = v.object({ tool: v.string(), args: v.record(v.string(), v.unknown()) });

export interface ScriptedModel {
	/** The base URL of the OpenAI API. */
	url: string;
	stop(): Promise<void>;
}

/**
 * A server on this machine that speaks as much of the OpenAI API as n8n's chat model needs. It is a model that does
 * what the prompt says. It calls that one tool with those arguments, and then repeats what the tool returned.
 */
export async function startScriptedModel(): Promise<ScriptedModel> {
	const server = createServer((request, response) => {
		text(request)
			.then((body) => {
				const answer = request.url?.endsWith('/chat/completions') === true ? completion(body) : {};
				response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
			})
			.catch((error: unknown) => response.writeHead(400).end(String(error)));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function completion(body: string): object {
	const { model, messages, tools } = v.parse(ModelRequest, JSON.parse(body));
	const last = messages.at(-1);
	const said = last?.role === 'tool' ? { content: textOf(last.content) } : call(messages, tools);
	const message = { role: 'assistant', content: null, ...said };
	const finish_reason = 'tool_calls' in said ? 'tool_calls' : 'stop';
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion',
		created: 1,
		model,
		choices: [{ index: 0, message, finish_reason }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

function call(
	messages: Array<v.InferOutput<typeof Message>>,
	tools: v.InferOutput<typeof ModelRequest>['tools'],
) {
	const prompt = messages.findLast(({ role }) => role === 'user');
	const { tool, args } = v.parse(Script, JSON.parse(textOf(prompt?.content)));
	if (!tools.some((one) => one.function.name === tool))
		return { content: `n8n offers no tool ${tool}.` };
	const called = { name: tool, arguments: JSON.stringify(args) };
	return { tool_calls: [{ id: 'call_1', type: 'function', function: called }] };
}

/** A message is a text, or a list of parts of which the texts count. */
function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	const parts = v.safeParse(v.array(v.object({ text: v.string() })), content);
	return parts.success ? parts.output.map((part) => part.text).join('') : '';
}
