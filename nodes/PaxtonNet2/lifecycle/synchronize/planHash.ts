import { createHash } from 'node:crypto';

/** One thing that a plan stands on: what it is called in the hash, what a person calls it, and its value. */
export interface Basis {
	/** e.g. `list 00123`; an id may come retryIdempotent. */
	id: string;
	label: string;
	value: unknown;
}

const TABLES = 3;
const BUCKETS = 64;

/**
 * The approval of a plan: sha-256 over everything it stands on, sorted, so that neither the order of the list nor the
 * day counts, and behind it a sketch, from which a later run can tell what has changed since. The sketch is three tables
 * of checksums of which each thing is in one of each: a thing whose checksums all differ is one that changed.
 */
export function planHashOf(bases: Basis[]): string {
	const lines = bases.map(lineOf).sort();
	const hash = createHash('sha256').update(lines.join('\n')).digest('hex');
	return `${hash}.${sketchOf(bases).toString('base64url')}`;
}

/** Whether an approval is for this plan; the sketch behind the hash may be left out. */
export function isApproved(approved: string, planHash: string): boolean {
	return hashIn(approved) !== '' && hashIn(approved) === hashIn(planHash);
}

/**
 * What has changed since the approval: things that are here and differ, and of the things that might be gone those
 * whose checksums say so. Null: the approval carries no sketch, or is none.
 */
export function changedSince(
	approved: string,
	bases: Basis[],
	mightBeGone: Array<Pick<Basis, 'id' | 'label'>>,
): string[] | null {
	const before = Buffer.from(approved.trim().split('.')[1] ?? '', 'base64url');
	const now = sketchOf(bases);
	if (before.length !== now.length) return null;
	const differs = (id: string) =>
		placesOf(id).every((place) => before.readUInt16LE(place) !== now.readUInt16LE(place));
	const here = bases.filter(({ id }) => differs(id)).map(({ label }) => label);
	const present = new Set(bases.map(({ id }) => id));
	const gone = mightBeGone
		.filter(({ id }) => !present.has(id) && differs(id))
		.map(({ label }) => `${label} (gone)`);
	return [...new Set([...here, ...gone])];
}

function hashIn(text: string): string {
	return /^[0-9a-f]{64}(?=$|\.)/.exec(text.trim())?.[0] ?? '';
}

function sketchOf(bases: Basis[]): Buffer {
	const sketch = Buffer.alloc(TABLES * BUCKETS * 2);
	for (const basis of bases) {
		const checksum = createHash('sha256').update(lineOf(basis)).digest();
		for (const [n, place] of placesOf(basis.id).entries())
			sketch.writeUInt16LE(sketch.readUInt16LE(place) ^ checksum.readUInt16LE(2 * n), place);
	}
	return sketch;
}

/** Where a thing stands in each table: by its name alone, so that a changed value stays in its place. */
function placesOf(id: string): number[] {
	const digest = createHash('sha256').update(id).digest();
	return Array.from({ length: TABLES }, (_, table) => {
		const bucket = (digest[table] ?? 0) % BUCKETS;
		return 2 * (table * BUCKETS + bucket);
	});
}

function lineOf({ id, value }: Basis): string {
	return `${JSON.stringify(id)} ${JSON.stringify(value, sorted)}`;
}

/** Members in the order of their names; lists keep theirs. */
function sorted(_name: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
