import Fastify from 'fastify';
import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { accessLevelRoutes } from './accessLevels';
import { ApiError } from './apiError';
import { apiHooks } from './apiHooks';
import { cardRoutes } from './cards';
import type { Certificate } from './certificate';
import type { Context } from './context';
import { departmentRoutes } from './departments';
import { doorRoutes } from './doors';
import { eventRoutes } from './events';
import { imageRoutes } from './images';
import { permissionRoutes } from './permissions';
import { queryDbRoutes } from './queryDb';
import { sendNull } from './replies';
import { serverRoutes } from './serverSettings';
import { signInRoutes } from './signIn';
import { departmentUserRoutes, userRoutes } from './users';

const OPTIONS = {
	// A picture of several megabytes comes as base64 inside JSON.
	bodyLimit: 32 * 1024 * 1024,
	forceCloseConnections: true,
	exposeHeadRoutes: false,
	routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 500 },
} satisfies FastifyServerOptions;

/** The API under its base path, and the emulator's own routes. */
export function buildServer(
	context: Context,
	certificate: Certificate | undefined,
	addOwnRoutes: (app: FastifyInstance) => void,
): FastifyInstance {
	const app: FastifyInstance = certificate
		? secureServer({ key: certificate.key, cert: certificate.pem })
		: Fastify({ ...OPTIONS });
	// Bodies are kept as they came: their digest is logged, and each route reads its own.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
	app.setErrorHandler(async (error, _, reply) => {
		if (error instanceof ApiError) {
			if (error.body === null) return await sendNull(reply);
			return await reply.code(error.status).send(error.body);
		}
		const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
		return await reply.code(status).send({ message: 'An error has occurred.' });
	});
	void app.register(
		async (api) => {
			apiHooks(api, context);
			addRoutes(api, context);
			api.setNotFoundHandler(async (_, reply) => {
				return await reply.code(404).send({ message: 'No HTTP resource was found.' });
			});
		},
		{ prefix: '/api/v1' },
	);
	addOwnRoutes(app);
	return app;
}

function secureServer(https: { key: string; cert: string }): FastifyInstance {
	// Fastify types its HTTPS server apart, though its routes are used in the same way.
	const app: unknown = Fastify({ ...OPTIONS, https });
	if (!isFastify(app)) throw new Error('Fastify did not start.');
	return app;
}

function isFastify(app: unknown): app is FastifyInstance {
	return typeof app === 'object' && app !== null && 'addHook' in app;
}

function addRoutes(api: FastifyInstance, context: Context): void {
	for (const routes of [
		signInRoutes,
		userRoutes,
		departmentUserRoutes,
		departmentRoutes,
		permissionRoutes,
		accessLevelRoutes,
		cardRoutes,
		imageRoutes,
		doorRoutes,
		eventRoutes,
		queryDbRoutes,
		serverRoutes,
	]) {
		routes(api, context);
	}
}
