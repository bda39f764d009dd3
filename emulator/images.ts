import type { FastifyInstance } from 'fastify';
import { ApiError, badRequest, notFound } from './apiError';
import type { Context } from './context';
import { recordUserChange } from './events';
import { Fields, pathNumber } from './fields';
import { sendNothing } from './replies';
import { readUserOf, userOf } from './userOf';

const MAX_BYTES = 3_670_016;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

/** Pictures (docs/net2-api.md). A PNG is stored, though Net2 does not display it. */
export function imageRoutes(app: FastifyInstance, context: Context): void {
	app.get('/users/:id/image', async (request, reply) => {
		const { image } = readUserOf(context, pathNumber(request, 'id'));
		if (image === null) throw notFound('Image');
		const bytes = Buffer.from(image, 'base64');
		const png = bytes.subarray(0, 4).equals(PNG);
		return await reply.type(png ? 'image/png' : 'image/jpeg').send(bytes);
	});
	app.put('/users/:id/image', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		const data = Fields.of(request).text('base64Data')?.trim() ?? '';
		// One search for a wrong character: a match of millions of characters may need more stack than there is.
		const digits = data.replace(/={1,2}$/, '');
		if (digits === '' || /[^A-Za-z0-9+/]/.test(digits)) throw badRequest('The image is not valid.');
		const bytes = Buffer.from(data, 'base64');
		if (bytes.length > MAX_BYTES) throw new ApiError(413, { message: ': The image is too large.' });
		user.image = bytes.toString('base64');
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendNothing(reply, 204);
	});
	app.delete('/users/:id/image', async (request, reply) => {
		const user = userOf(context, pathNumber(request, 'id'));
		user.image = null;
		context.world.touch(user.id);
		recordUserChange(context, user, 'changed');
		return await sendNothing(reply, 204);
	});
}
