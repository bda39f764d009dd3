import type { FastifyReply } from 'fastify';
import type { ProfiledWrite } from '../nodes/PaxtonNet2/net2/siteProfile';
import type { Context } from './context';

/** Whole arrays, never pages; an empty one may come as an empty body (docs/net2-api.md). */
export async function sendList(
	reply: FastifyReply,
	context: Context,
	list: unknown[],
	emptyBody = context.switches.emptyBody,
): Promise<FastifyReply> {
	if (list.length === 0 && emptyBody) return await reply.code(200).send();
	return await reply.code(200).send(list);
}

export async function sendNothing(reply: FastifyReply, status: number): Promise<FastifyReply> {
	return await reply.code(status).send();
}

/** The reply to a write that was done. A 204 has no body, whatever another status would come with. */
export async function sendWritten(
	reply: FastifyReply,
	{ switches }: Context,
	write: ProfiledWrite,
	body?: object,
): Promise<FastifyReply> {
	const status = switches.writeStatuses[write];
	return await reply.code(status).send(status === 204 ? undefined : body);
}

/** JSON `null`, which Fastify would send as an empty body. */
export async function sendNull(reply: FastifyReply): Promise<FastifyReply> {
	return await reply.code(200).type('application/json; charset=utf-8').send('null');
}

/** The API's members with a capital first: an older server, by one client's notes (docs/net2-api.md). */
export function pascalCase(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(pascalCase);
	if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]: [string, unknown]) => [
			name.charAt(0).toUpperCase() + name.slice(1),
			pascalCase(member),
		]),
	);
}

/** What an nginx in front sends in place of the API's reply: a small page, not JSON. */
export function htmlPage(title: string): string {
	return [
		'<html>',
		`<head><title>${title}</title></head>`,
		'<body>',
		`<center><h1>${title}</h1></center>`,
		'<hr><center>nginx</center>',
		'</body>',
		'</html>',
		'',
	].join('\r\n');
}
