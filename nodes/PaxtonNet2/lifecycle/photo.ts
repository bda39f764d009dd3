import { photoForNet2, type Photo } from '../mapping/photo';
import { userNotFound } from './users/userNotFound';
import { withLock, withUserLock } from './run/keyedMutex';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { ResultBuilder } from './result/resultBuilder';
import type { Failure, Result } from './result/result';
import type { Lookup, Request, Run } from './run/request';
import { refuseUnverified, retryIdempotent } from './apply/proof';

export interface SetPhotoParams {
	user: Lookup;
	/** Distinguishes pictures without keeping them, so that equal items of one user act once. */
	source: string;
	/** Called when the picture is needed, so that a thousand pictures are never in memory together. */
	read: () => Promise<Uint8Array>;
}

/** What an item says about a photo. The picture itself is the item's file. */
export interface PhotoFound {
	userId: number;
	hasPhoto: boolean;
	bytes: number;
}

/**
 * Gives a user a picture that Net2 can show: a JPEG within Net2's limits (docs/net2-api.md). Net2 keeps no earlier photo, so
 * this cannot be undone. A picture that cannot be used fails its item before anything is written.
 */
export async function setPhoto(
	run: Run,
	requests: Array<Request<SetPhotoParams>>,
): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			const { userId } = subject;
			if (userId === null) throw userNotFound(subject);
			const photo = await prepared(run, params);
			return await withUserLock(run, userId, async () => {
				const before = await pictureOf(run, userId);
				if (before === undefined) throw userNotFound({ ...subject, key: null });
				if (before !== null && same(before, photo.bytes))
					return report.success('unchanged', { verified: true });
				const message = described(photo);
				const changes = [{ field: 'photo', from: before === null ? null : 'another', to: 'set' }];
				report.warn('Setting a photo cannot be undone, because Net2 keeps no earlier photo.');
				if (options.dryRun) {
					report.would(message, changes);
					return report.success('updated', { verified: false });
				}
				await retryIdempotent(async () => await run.net2.images.set(userId, photo.bytes));
				report.step(message, changes);
				const verified = await proven(run, userId, { before, photo, report });
				return report.success('updated', { verified });
			});
		}),
	);
}

/** Returns the photo of a user. A user without one is a success with `hasPhoto: false`. */
export async function getPhoto(
	run: Run,
	requests: Array<Request<{ user: Lookup }>>,
): Promise<Array<{ found: PhotoFound; image: Uint8Array | null } | Failure>> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		async (subject, requestsOfUser) => {
			const { userId } = subject;
			if (userId === null) throw userNotFound(subject);
			const image = await pictureOf(run, userId);
			if (image === undefined) throw userNotFound({ ...subject, key: null });
			const found = { userId, hasPhoto: image !== null, bytes: image?.length ?? 0 };
			return requestsOfUser.map(() => ({ found, image }));
		},
	);
}

/** One picture at a time in this process. A conversion takes up to 150 MB, and a thousand items may be read at once. */
async function prepared(run: Run, { read }: SetPhotoParams): Promise<Photo> {
	return await withLock(run, 'photo', async () => await photoForNet2(await read()));
}

/** Null: the user has no photo. Undefined: there is no such user, which the photo's own 404 does not say. */
async function pictureOf(run: Run, userId: number): Promise<Uint8Array | null | undefined> {
	const image = await run.net2.images.get(userId);
	if (image !== undefined) return image;
	return (await run.net2.users.get(userId)) === undefined ? undefined : null;
}

/**
 * Whether Net2 returns the picture byte for byte. It is not known whether Net2 stores a form of its own
 * (docs/net2-api.md). So another picture is a warning and `verified: false`.
 */
async function proven(
	run: Run,
	userId: number,
	{ before, photo, report }: { before: Uint8Array | null; photo: Photo; report: ResultBuilder },
): Promise<boolean> {
	const after = await run.net2.images.get(userId);
	if (after === undefined) refuseUnverified(['the user has no photo']);
	else if (same(after, photo.bytes)) return true;
	else if (before !== null && same(after, before))
		refuseUnverified(['the photo is the one before']);
	report.warn('Net2 returned a picture that differs from the file that was sent.');
	return false;
}

function described({ bytes, width, height, converted }: Photo): string {
	const how = converted ? 'converted to' : 'as it is:';
	return `Photo set, ${how} a JPEG of ${width} by ${height} pixels, ${bytes.length} bytes`;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
	return Buffer.compare(one, other) === 0;
}
