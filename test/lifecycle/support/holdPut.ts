import type { Site } from './site';

/** Delays the first PUT of the user's record until the test releases it. */
export function holdFirstPut(site: Site, userId: number) {
	let release: () => void = () => undefined;
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	let arrived: () => void = () => undefined;
	const held = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	let isFirst = true;
	site.intercept(async (request, forward) => {
		if (isFirst && request.method === 'PUT' && request.path === `/users/${userId}`) {
			isFirst = false;
			arrived();
			await released;
		}
		return await forward();
	});
	return { held, release };
}
