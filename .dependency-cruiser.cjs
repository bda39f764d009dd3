/** The house rule of the source: imports point one way, and each library has its one door. */
module.exports = {
	forbidden: [
		{
			name: 'core-knows-no-n8n',
			comment: 'net2, lifecycle, mapping and messages must be readable and testable without n8n.',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/(net2|lifecycle|mapping|messages)/' },
			to: { path: '(^|/)n8n-' },
		},
		{
			name: 'messages-import-nothing',
			comment: 'The catalogue of error messages is text. The reference is made from it.',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/messages/' },
			to: { path: '^nodes/PaxtonNet2/(?!messages/)|node_modules' },
		},
		{
			name: 'net2-stands-alone',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/net2/' },
			to: { path: '^nodes/PaxtonNet2/(?!(net2|messages)/)' },
		},
		{
			name: 'mapping-knows-net2-only',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/mapping/' },
			to: { path: '^nodes/PaxtonNet2/(?!(net2|mapping|messages)/)' },
		},
		{
			name: 'lifecycle-points-down',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/lifecycle/' },
			to: { path: '^nodes/PaxtonNet2/(?!(net2|mapping|lifecycle|messages)/)' },
		},
		{
			name: 'plan-report-is-pure',
			comment: 'Results in, a page out: it reads what a run put out, and its types.',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/planReport/' },
			to: { path: '^nodes/PaxtonNet2/(?!(planReport|lifecycle|mapping)/)|(^|/)n8n-' },
		},
		{
			name: 'lifecycle-speaks-no-http',
			comment: 'It works with the client as a port; how a client is made is the business of host/.',
			severity: 'error',
			from: { path: '^nodes/PaxtonNet2/lifecycle/' },
			to: {
				path: '^nodes/PaxtonNet2/net2/(?!(client|clock|errors|eventLoop|model|permissionSets|siteProfile|userUpdate)\\.ts$)',
			},
		},
		{
			name: 'one-planner',
			comment:
				'What makes a plan also carries it out, reads it back and counts it, or compares it with a list.',
			severity: 'error',
			from: {
				path: '^nodes/',
				pathNot:
					'^nodes/PaxtonNet2/lifecycle/(apply/(changeUser|createFromPlan|settleLeavers)|synchronize/planLine)\\.ts$',
			},
			to: { path: '^nodes/PaxtonNet2/lifecycle/plan/planUser\\.ts$' },
		},
		{
			name: 'planner-chooses-the-plan',
			comment: 'Whether a user joins, moves or leaves is decided in one place.',
			severity: 'error',
			from: { path: '^nodes/', pathNot: '^nodes/PaxtonNet2/lifecycle/plan/planUser\\.ts$' },
			to: { path: '^nodes/PaxtonNet2/lifecycle/plan/plan(Joiner|Mover|Leaver)\\.ts$' },
		},
		{
			name: 'undici-in-one-file',
			comment: "So that a build over n8n's own HTTP helper stays possible.",
			severity: 'error',
			from: {
				path: '^(nodes|credentials)/',
				pathNot: '^nodes/PaxtonNet2/net2/undiciTransport\\.ts$',
			},
			to: { path: '(^|/)undici($|/)' },
		},
		{
			name: 'product-knows-no-tests',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: { path: '^(emulator|test|examples)/' },
		},
		{
			name: 'no-circles',
			severity: 'error',
			from: { path: '^(nodes|credentials|emulator|test|examples)/' },
			to: { circular: true },
		},
		{
			name: 'nothing-unresolved',
			severity: 'error',
			from: { path: '^(nodes|credentials|emulator|test|examples)/' },
			to: { couldNotResolve: true },
		},
		{
			name: 'product-needs-what-it-declares',
			comment: 'A development dependency is not there after an install by n8n.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: {
				dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
				pathNot: '(^|/)n8n-workflow($|/)',
			},
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsConfig: { fileName: 'tsconfig.json' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['require', 'node', 'default', 'types'],
		},
	},
};
