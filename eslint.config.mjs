import { configWithoutCloudSupport } from '@n8n/node-cli/eslint';
import regexp from 'eslint-plugin-regexp';

/** Folders that know nothing of n8n: what they throw becomes n8n's in host/nodeErrors. */
const core = ['net2', 'lifecycle', 'mapping', 'messages'].map(
	(room) => `nodes/PaxtonNet2/${room}/**/*.ts`,
);

/** Not part of the package: what may not run inside n8n may run here. */
const aroundIt = ['emulator/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts', '*.ts'];

export default [
	{ ignores: ['.lab', '.ci', '**/dist'] },
	...configWithoutCloudSupport,
	{
		files: ['package.json'],
		rules: {
			// The package is for self-hosted n8n beside a Net2 server, where dependencies are installed with it:
			// undici for the certificate of the site, csv-parse for mapping tables, and so on. Bundled, they would only
			// be harder to see and to update.
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
			// The project has no e-mail address, and an invented one would reach nobody.
			'@n8n/community-nodes/valid-author': 'off',
		},
	},
	{
		files: ['**/*.ts'],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			// A promise that nothing awaits loses its error, and its write may come after what was to follow it.
			'@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/ban-ts-comment': 'error',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
		},
	},
	{
		// Names, HR data and replies can be of any length, so a pattern must take time in proportion to it.
		files: ['{credentials,emulator,nodes}/**/*.{ts,js}'],
		plugins: { regexp },
		rules: {
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential' }],
		},
	},
	{
		files: core,
		rules: {
			// The core throws its own Net2Error and has no n8n types to throw instead.
			'@n8n/community-nodes/require-node-api-error': 'off',
		},
	},
	{
		files: aroundIt,
		rules: {
			'@n8n/community-nodes/require-node-api-error': 'off',
			// Programs for a terminal, some of which start n8n.
			'no-console': 'off',
			'@n8n/community-nodes/no-dangerous-functions': 'off',
			// Credentials of a stand-in.
			'@n8n/community-nodes/no-hardcoded-secrets': 'off',
		},
	},
	{
		// Nodes that only a test ever sees.
		files: ['test/engine/fixtures/**/*.ts'],
		rules: {
			'@n8n/community-nodes/icon-validation': 'off',
			'@n8n/community-nodes/cred-class-field-icon-missing': 'off',
			'@n8n/community-nodes/node-usable-as-tool': 'off',
			'@n8n/community-nodes/require-node-description-fields': 'off',
		},
	},
];
