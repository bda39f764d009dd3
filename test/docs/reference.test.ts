import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reference, referenceFolder } from './reference';

/** `npm run reference` writes the pages again. */
test('docs/reference says what the node says: else run `npm run reference`', async () => {
	const pages = await reference();
	for (const [page, text] of pages)
		await expect(text, page).toMatchFileSnapshot(join(referenceFolder, page));
	expect(readdirSync(referenceFolder).filter((page) => !pages.has(page))).toEqual([]);
});
