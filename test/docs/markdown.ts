import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

export const repository = join(__dirname, '..', '..');

/** Where pages are; not in what was installed or built. */
const FOLDERS = ['.', 'docs', 'examples', 'test', '.github'];
const NOT_OURS = /(^|\/)(node_modules|dist|\.lab|\.git)(\/|$)/;

/** All Markdown files of the repository, as paths from its root. */
export function allPages(): string[] {
	const found = FOLDERS.flatMap((folder) =>
		readdirSync(join(repository, folder), {
			recursive: folder !== '.',
			withFileTypes: true,
		})
			.filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
			.map((entry) => relative(repository, join(entry.parentPath, entry.name))),
	);
	return [...new Set(found)].filter((page) => !NOT_OURS.test(page)).sort();
}

export function read(page: string): string {
	return readFileSync(join(repository, page), 'utf8');
}

/** The text without code, in which nothing is a link or a heading. */
export function withoutCode(text: string): string {
	return text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '').replace(/`[^`\n]*`/g, 'code');
}

/** Where a page points to, pictures included. */
export function linksOf(text: string): string[] {
	const prose = withoutCode(text);
	return [
		...[...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)],
		...[...prose.matchAll(/<(?:a|img)\s[^>]*(?:href|src)="([^"]+)"/g)],
	].map(([, target = '']) => target);
}

/** What `#…` may name on a page. */
export function anchorsOf(text: string): string[] {
	const seen = new Map<string, number>();
	return [...text.replace(/^( *)(```|~~~)[\s\S]*?^\1\2/gm, '').matchAll(/^#{1,6} +(.+)$/gm)].map(
		([, heading = '']) => {
			const base = anchor(heading);
			const times = seen.get(base) ?? 0;
			seen.set(base, times + 1);
			return times === 0 ? base : `${base}-${times}`;
		},
	);
}

/** As GitHub makes an anchor of a heading. */
export function anchor(heading: string): string {
	return heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.trim()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');
}
