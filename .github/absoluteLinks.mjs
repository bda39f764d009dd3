/**
 * Makes the links of the packed pages absolute, because npm shows a page without the rest of the repository:
 *
 *     node .github/absoluteLinks.mjs https://github.com/OWNER/NAME v1.2.3 README.md CHANGELOG.md SECURITY.md
 *
 * The release workflow does this in its own checkout, just before it publishes. Pictures get the address of the file,
 * all other links the address of its page.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const [repository, tag, ...pages] = process.argv.slice(2);
if (!/^https:\/\/\S+[^/]$/.test(repository ?? '') || !tag || pages.length === 0) {
	console.error('Usage: node .github/absoluteLinks.mjs REPOSITORY_URL TAG PAGE...');
	process.exit(1);
}

/** A fenced block, code in a line, or a link or picture with its target. */
const PARTS =
	/^( *)(```|~~~)[\s\S]*?^\1\2|`[^`\n]*`|(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/gm;

/** An address with a scheme, an address without one, and a place on the same page. */
const NOT_LOCAL = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i;

function absolute(text) {
	return text.replace(PARTS, (whole, _indent, _fence, picture, label, target) => {
		if (target === undefined) return whole;
		// A picture can be the label of a link.
		const inner = absolute(label);
		const kind = picture === '!' ? 'raw' : 'blob';
		const address = NOT_LOCAL.test(target)
			? target
			: `${repository}/${kind}/${tag}/${target.replace(/^\.\//, '')}`;
		return `${picture}[${inner}](${address})`;
	});
}

for (const page of pages) writeFileSync(page, absolute(readFileSync(page, 'utf8')));
