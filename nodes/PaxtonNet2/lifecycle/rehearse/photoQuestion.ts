import type { Rehearsal } from './rehearsal';

/** Sends a small JPEG, and reads it back. */
export async function tryPhoto(rehearsal: Rehearsal): Promise<void> {
	const { net2, id } = rehearsal;
	const sent = Buffer.from(GREY_SQUARE, 'base64');
	await net2.images.set(id, sent);
	const returned = await net2.images.get(id);
	if (returned === undefined) {
		rehearsal.leaveOpen(['photo'], 'Net2 accepted a photo and returned none.');
		return;
	}
	const kept = sent.equals(returned);
	const evidence = kept
		? 'Net2 returned the same bytes.'
		: `The node sent ${sent.length} bytes, and Net2 returned ${returned.length}.`;
	rehearsal.learn('photo', kept ? 'kept' : 'changed', evidence);
}

/** Eight by eight pixels of grey. */
const GREY_SQUARE =
	'/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeX' +
	'BkeFxlZ2MBERISGBUYLxoaL2NCOEJjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY//AABEIAAgACAMB' +
	'EQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCC' +
	'NCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqi' +
	'o6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQ' +
	'oLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdI' +
	'SUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+' +
	'Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/ACgD/9k=';
