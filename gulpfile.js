const { dest, src, parallel } = require('gulp');

/**
 * What the compiler leaves behind: icons, and the codex files that tell n8n where a node belongs.
 * `encoding: false` keeps the bytes as they are.
 */
function copyIcons() {
	return src(['credentials/**/*.svg', 'nodes/**/*.svg'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);
}

function copyCodex() {
	return src('nodes/**/*.node.json', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** What each operation returns, so that the editor shows its fields before the first run. */
function copySchemas() {
	return src('nodes/**/__schema__/**/*.json', { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.default = parallel(copyIcons, copyCodex, copySchemas);
