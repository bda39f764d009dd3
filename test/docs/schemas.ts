import { join } from 'node:path';
import ts from 'typescript';
import { product } from './members';
import { OPERATIONS } from '../promises/everyParameter';
import { outputOf } from './outputs';

/** Where n8n looks for them: next to the node, by its version. */
export const schemaFolder = join(product, '__schema__', 'v1.0.0');

/** A JSON schema, as far as the editor reads one to show the fields of an output. */
export interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

/** Deeper than this, the fields of an output are of no use in a preview. */
const DEEPEST = 5;

/** Where the schema of an operation is, below the folder. */
export function schemaFile(id: string): string {
	return join(...id.split('.')).concat('.json');
}

export function schemaText(schema: Schema): string {
	return `${JSON.stringify(schema, null, '\t')}\n`;
}

/** The schema of the default output of each operation, by `resource.operation`, out of the interfaces of the product. */
export function outputSchemas(): Map<string, Schema> {
	const shapes = OPERATIONS.map(({ resource, operation }): [string, string[]] => {
		const { shape, preview } = outputOf(resource, operation);
		const places = (preview ?? shape).map((place) =>
			place === 'result' ? 'lifecycle/result/result.ts#Success' : place,
		);
		return [`${resource}.${operation}`, places];
	});
	const files = new Set(shapes.flatMap(([, places]) => places.map(fileOf)));
	const program = ts.createProgram([...files], { strict: true, skipLibCheck: true, types: [] });
	return new Map(
		shapes.map(([id, places]) => [
			id,
			merged(places.map((place) => schemaOf(typeAt(program, place), program.getTypeChecker(), 0))),
		]),
	);
}

function fileOf(place: string): string {
	return join(product, place.split('#')[0] ?? '');
}

function typeAt(program: ts.Program, place: string): ts.Type {
	const name = place.split('#')[1];
	for (const statement of program.getSourceFile(fileOf(place))?.statements ?? [])
		if (
			(ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) &&
			statement.name.text === name
		)
			return program.getTypeChecker().getTypeAtLocation(statement.name);
	throw new Error(`There is no ${place}`);
}

function schemaOf(type: ts.Type, checker: ts.TypeChecker, depth: number): Schema {
	// What may be anything is a text as a rule, and the editor knows no other word for it.
	if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return { type: 'string' };
	const present = checker.getNonNullableType(type);
	const parts = present.isUnion() ? present.types : [present];
	const schemas = parts.map((part) => schemaOfOne(part, checker, depth));
	const objects = schemas.filter((schema) => schema.type === 'object');
	return objects.length > 1 ? merged(objects) : (schemas[0] ?? { type: 'null' });
}

function schemaOfOne(type: ts.Type, checker: ts.TypeChecker, depth: number): Schema {
	if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return { type: 'number' };
	if ((type.flags & ts.TypeFlags.BooleanLike) !== 0) return { type: 'boolean' };
	if ((type.flags & ts.TypeFlags.Object) === 0) return { type: 'string' };
	if (checker.isArrayType(type)) {
		const [element] = checker.getTypeArguments(type as ts.TypeReference);
		return {
			type: 'array',
			...(element !== undefined &&
				depth < DEEPEST && { items: schemaOf(element, checker, depth + 1) }),
		};
	}
	const members = checker.getPropertiesOfType(type);
	if (members.length === 0 || depth >= DEEPEST) return { type: 'object' };
	return {
		type: 'object',
		properties: Object.fromEntries(
			members.map((member) => [
				member.name,
				schemaOf(checker.getTypeOfSymbol(member), checker, depth + 1),
			]),
		),
	};
}

/** One schema with the members of all. */
function merged(schemas: Schema[]): Schema {
	return {
		type: 'object',
		properties: Object.assign({}, ...schemas.map(({ properties = {} }) => properties)),
	};
}
