import type { FastifyInstance } from 'fastify';
import type { SqlValue } from 'sql.js';
import { ApiError, badRequest, forbidden } from './apiError';
import type { Context } from './context';
import { localTime } from './dates';
import { queryText } from './fields';
import { sendList } from './replies';
import { translateSelect } from './tsqlSelect';
import type { OutputColumn, Translation } from './tsqlSelect';
import { usersViewSql } from './sqlUsersView';
import { SqlError } from './tsqlTokens';

/** GET /customquery/querydb (docs/net2-api.md): one SELECT in, row objects out. */
export function queryDbRoutes(app: FastifyInstance, context: Context): void {
	app.get('/customquery/querydb', async (request, reply) => {
		if (context.switches.querydb === 'off') throw forbidden();
		const query = queryText(request, 'query');
		if (query === undefined || query.trim() === '') throw badRequest('No query was given.');
		const now = localTime(context.clock.now(), context.switches.tz);
		context.mirror.showUsers(usersViewSql(context.switches, now));
		const rows = runQuery(context, () => translateSelect(query, now));
		return await sendList(reply, context, rows);
	});
}

/** Runs a translated query. What the SQL engine refuses becomes a 400 with its words. */
export function runQuery(
	context: Context,
	translate: () => Translation,
): Array<Record<string, unknown>> {
	try {
		const { sql, parameters, columns, checks } = translate();
		for (const check of checks) context.mirror.select(context.world, check, []);
		return context.mirror
			.select(context.world, sql, parameters)
			.map((row) => rowObject(row, columns));
	} catch (error) {
		if (error instanceof ApiError || !(error instanceof Error)) throw error;
		// An error inside a function of ours comes back through the engine as its own kind.
		const words = /Conversion failed.*/s.exec(error.message)?.[0];
		const message = error instanceof SqlError ? error.message : (words ?? 'The query failed.');
		throw new ApiError(400, { message });
	}
}

function rowObject(row: SqlValue[], columns: OutputColumn[]): Record<string, unknown> {
	const object: Record<string, unknown> = {};
	columns.forEach(({ name, kind }, index) => {
		object[camelCase(name === '' ? `Column${index + 1}` : name)] = shown(row[index] ?? null, kind);
	});
	return object;
}

function shown(value: SqlValue, kind: OutputColumn['kind']): unknown {
	if (value === null) return null;
	if (kind === 'bit') return value === 1;
	return kind === 'date' && typeof value === 'string' ? value.replace(/\.000$/, '') : value;
}

/** .NET's rule: leading capitals become small, except the last one before a small letter. */
export function camelCase(name: string): string {
	const run = /^\p{Lu}+/u.exec(name)?.[0].length ?? 0;
	const small = run > 1 && /^\p{Ll}/u.test(name.charAt(run)) ? run - 1 : run;
	return name.slice(0, small).toLowerCase() + name.slice(small);
}
