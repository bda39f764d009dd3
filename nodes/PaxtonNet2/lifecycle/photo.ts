import { photoForNet2, type Photo } from '../mapping/photo';
import { userNotFound } from './users/userNotFound';
import { withUserLock } from './run/keyedMutex';
import { deduplicateByUser } from './users/deduplicateByUser';
import { forEachUser } from './users/forEachUser';
import type { ResultBuilder } from './result/resultBuilder';
import type { Failure, Result } from './result/result';
import type { Lookup, Request, Run } from './run/request';
import { refuseUnverified, retryIdempotent } from './apply/proof';

export interface SetPhotoAsk {
	user: Lookup;
	/** Tells pictures apart without holding one: equal items of one person act once. */
	source: string;
	/** Read when its turn comes, so that a thousand pictures are never in memory together. */
	read: () => Promise<Uint8Array>;
}

/** What is told of a photo; its bytes travel beside it, as a file. */
export interface PhotoFound {
	userId: number;
	hasPhoto: boolean;
	bytes: number;
}

/**
 * Gives somebody a picture that Net2 shows: a JPEG within its limits (API sheet 5.11). What it takes the place of is not
 * kept, so it cannot be undone.
 */
export async function setPhoto(run: Run, requests: Array<Request<SetPhotoAsk>>): Promise<Result[]> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		deduplicateByUser(run, async (subject, { params, options }, report) => {
			const { userId } = subject;
			if (userId === null) throw userNotFound(subject);
			// Judged before anything is asked of the server: most that is refused is refused here.
			const photo = photoForNet2(await params.read());
			return await withUserLock(run, userId, async () => {
				const before = await pictureOf(run, userId);
				if (before === undefined) throw userNotFound({ ...subject, key: null });
				if (before !== null && same(before, photo.bytes))
					return report.success('unchanged', { verified: true });
				const message = described(photo);
				const changes = [{ field: 'photo', from: before === null ? null : 'another', to: 'set' }];
				report.warn('Setting a photo cannot be undone: Net2 keeps no earlier one.');
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

/** The picture of somebody; a person without one is told so, and is no failure. */
export async function getPhoto(
	run: Run,
	requests: Array<Request<{ user: Lookup }>>,
): Promise<Array<{ found: PhotoFound; image: Uint8Array | null } | Failure>> {
	return await forEachUser(
		run,
		requests,
		({ user }) => user,
		async (subject, asked) => {
			const { userId } = subject;
			if (userId === null) throw userNotFound(subject);
			const image = await pictureOf(run, userId);
			if (image === undefined) throw userNotFound({ ...subject, key: null });
			const found = { userId, hasPhoto: image !== null, bytes: image?.length ?? 0 };
			return asked.map(() => ({ found, image }));
		},
	);
}

/** Null: the person has none. Undefined: there is no such person, which the picture's own 404 does not tell. */
async function pictureOf(run: Run, userId: number): Promise<Uint8Array | null | undefined> {
	const image = await run.net2.images.get(userId);
	if (image !== undefined) return image;
	return (await run.net2.users.get(userId)) === undefined ? undefined : null;
}

/** Whether Net2 gives back the very picture; that it might store its own form of it is not known, so that is told. */
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
	report.warn('Net2 gives back a picture that is not the file that was sent, byte for byte.');
	return false;
}

function described({ bytes, width, height, converted }: Photo): string {
	const how = converted ? 'converted to' : 'as it is:';
	return `Photo set, ${how} a JPEG of ${width} by ${height} pixels, ${bytes.length} bytes`;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
	return Buffer.compare(one, other) === 0;
}
