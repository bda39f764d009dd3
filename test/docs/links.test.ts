import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { allPages, anchorsOf, linksOf, read, repository } from './markdown';

const LOCAL = /^(?![a-z][a-z0-9+.-]*:|\/\/)/i;

test.each(allPages())('%s points to what is there', (page) => {
	const broken = linksOf(read(page))
		.filter((target) => LOCAL.test(target))
		.filter((target) => !leadsSomewhere(page, target));
	expect(broken).toEqual([]);
});

test.each(['docs/pictures', 'docs/screenshots'])(
	'a page shows or links each file of %s',
	(folder) => {
		const used = new Set(
			allPages().flatMap((page) =>
				linksOf(read(page))
					.filter((target) => LOCAL.test(target))
					.map((target) => normalize(join(dirname(page), decodeURIComponent(target)))),
			),
		);
		const files = readdirSync(join(repository, folder)).map((file) => join(folder, file));
		expect(files.filter((file) => !used.has(file))).toEqual([]);
	},
);

function leadsSomewhere(page: string, target: string): boolean {
	const [path = '', fragment] = target.split('#');
	const file = path === '' ? page : normalize(join(dirname(page), decodeURIComponent(path)));
	if (file.startsWith('..') || !existsSync(join(repository, file))) return false;
	return fragment === undefined || anchorsOf(read(file)).includes(fragment);
}

test('the check sees links, pictures and headings, and none in code', () => {
	const text =
		'# A `b` c!\n\n[x](y.md#z) ![p](q.png "t") <img src="r.png">\n```\n# no [n](n)\n```\n`[n](n)`\n# A b c';
	expect(linksOf(text)).toEqual(['y.md#z', 'q.png', 'r.png']);
	expect(anchorsOf(text)).toEqual(['a-b-c', 'a-b-c-1']);
});
