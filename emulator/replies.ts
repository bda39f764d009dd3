import type { FastifyReply } from 'fastify';
import type { Context } from './context';

/** Whole arrays, never pages; an empty one may come as an empty body (API sheet, section 1). */
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

/** The API's members with a capital first: an older server, by one client's notes (section 1). */
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

/** What an nginx in front says in place of the API: a small page, not JSON (section 3.5). */
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
