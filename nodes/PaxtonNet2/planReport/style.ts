/**
 * How the report looks: light and dark as the reader's system is set, and always light on paper. Fonts are those of the
 * system, because the page loads nothing. Contrast is at least 4.5 to 1 (WCAG 2.2 AA). No meaning depends on colour alone.
 */
export const STYLE = `
:root {
	color-scheme: light dark;
	--page: #f4f5f7; --card: #ffffff; --line: #dfe2e8; --text: #1b2130; --soft: #566072;
	--goes: #b3261e; --comes: #1b6e3c; --moves: #1d57b0; --minds: #8a5300; --fails: #a3164d;
	--goes-wash: #fdeceb; --comes-wash: #e7f5ec; --fails-wash: #fdeaf1; --ready-wash: #e8f0fc; --code: #eef0f4;
	--mark: #8a3b00; --mark-wash: #fff1e0;
}
@media screen and (prefers-color-scheme: dark) {
	:root {
		--page: #12151c; --card: #1b202a; --line: #323a49; --text: #e8ebf1; --soft: #a4adbd;
		--goes: #ff938a; --comes: #79d39b; --moves: #8fb8ff; --minds: #f0b35e; --fails: #ff8db4;
		--goes-wash: #3b2022; --comes-wash: #1a3325; --fails-wash: #3d1f2c; --ready-wash: #1d2b44; --code: #283040;
		--mark: #ffc07a; --mark-wash: #3a2a16;
	}
}
* { box-sizing: border-box; }
body {
	margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 62rem; background: var(--page); color: var(--text);
	font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
	overflow-wrap: anywhere;
}
html { background: var(--page); }
h1 { margin: 0 0 1.25rem; font-size: 2rem; line-height: 1.2; letter-spacing: -0.02em; }
h2 { margin: 0 0 .25rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: .75rem 0 .25rem; font-size: .95rem; line-height: 1.4; }
p { margin: 0 0 .75rem; }
a { color: inherit; }
a:focus-visible { outline: 3px solid var(--moves); outline-offset: 2px; border-radius: .5rem; }
code { padding: .1em .35em; border-radius: .3em; background: var(--code); font: .82em/1.4 ui-monospace, "Cascadia Mono", Consolas, monospace; }
.product { margin: 0; color: var(--soft); font-size: .82rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
.lead, .about, footer, dt, .label { color: var(--soft); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.mark { display: inline-block; padding: 0 .45em; border: 1px solid currentColor; border-radius: .3em; background: var(--mark-wash); color: var(--mark); font-size: .8rem; font-weight: 700; white-space: nowrap; }

.verdict { margin: 0 0 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-left: .35rem solid var(--moves); border-radius: .6rem; background: var(--ready-wash); }
.verdict > p { margin: 0; font-size: 1.12rem; font-weight: 600; }
.verdict > .note { margin-top: .35rem; font-size: 1rem; font-weight: 400; }
.verdict > .note:empty { display: none; }
.verdict ul { margin: .6rem 0 0; padding-left: 1.2rem; }
.verdict.fails { border-left-color: var(--fails); background: var(--fails-wash); }
.verdict.good { border-left-color: var(--comes); background: var(--comes-wash); }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .6rem; margin: 0 0 .75rem; padding: 0; list-style: none; }
.figures a, .figures span { display: block; height: 100%; padding: .7rem .9rem .75rem; border: 1px solid var(--line); border-top: .2rem solid var(--tone, var(--line)); border-radius: .6rem; background: var(--card); text-decoration: none; color: var(--soft); line-height: 1.3; }
.figures a:hover { border-color: var(--tone); }
.figures strong { display: block; color: var(--tone, var(--text)); font-size: 1.75rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.jump { margin: 0 0 1.25rem; }
.goes { --tone: var(--goes); } .comes { --tone: var(--comes); } .moves { --tone: var(--moves); }
.minds { --tone: var(--minds); } .fails { --tone: var(--fails); }

main > section { margin: 0 0 1rem; padding: 1.15rem 1.25rem .6rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card); }
main > section > h2 { color: var(--tone, var(--text)); scroll-margin-top: 1rem; }
.count { display: inline-block; min-width: 1.9em; padding: 0 .5em; border: 1px solid currentColor; border-radius: 1em; font-size: .78em; text-align: center; font-variant-numeric: tabular-nums; vertical-align: .08em; }
dl { margin: 0 0 .5rem; }
dl > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: .25rem 1rem; padding: .4rem 0; border-top: 1px solid var(--line); }
dl > div:first-child { border-top: 0; }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: .6rem .75rem .6rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { padding: .3rem .75rem .3rem 0; border-top: 0; color: var(--soft); font-size: .8rem; font-weight: 600; }
thead th:first-child { width: 32%; }
.leaving thead th:nth-child(2), .arriving thead th:nth-child(2) { width: 34%; }
td:last-child, th:last-child { padding-right: 0; }
.name { display: block; font-weight: 600; }
.about { display: block; font-size: .88rem; font-variant-numeric: tabular-nums; }
.changes, .notes, .people, .levels, .points { margin: 0; padding: 0; list-style: none; }
.changes li + li, .levels li + li { margin-top: .2rem; }
.levels { margin: .3rem 0; }
.points { margin-bottom: .75rem; }
.points li { padding-left: 1rem; text-indent: -1rem; }
.points li::before { content: "•"; display: inline-block; width: 1rem; text-indent: 0; color: var(--soft); }
.points li + li { margin-top: .25rem; }
.field { color: var(--soft); margin-right: .35em; }
del { color: var(--soft); text-decoration-thickness: 1px; }
ins { padding: .05em .35em; border-radius: .3em; background: var(--comes-wash); text-decoration: none; font-weight: 500; }
.goes ins { background: var(--goes-wash); }
del.gone { padding: .05em .35em; border-radius: .3em; background: var(--goes-wash); color: var(--text); }
.to { color: var(--soft); font-size: .85em; }
.notes { color: var(--soft); font-size: .9rem; }
.notes li { margin-top: .35rem; padding-left: .75rem; border-left: .2rem solid var(--line); }
td > p { margin: 0; }
td > .when { font-weight: 500; }
.people { columns: 2 16rem; margin-bottom: .75rem; }
.more { margin: 0; padding: .7rem 0 .5rem; border-top: 1px solid var(--line); color: var(--soft); }

.limits thead th:first-child { width: 50%; }
.limits thead th:nth-child(2) { width: 14%; }
.limits td { font-variant-numeric: tabular-nums; }
.limits th code { display: inline-block; color: var(--soft); }
.limits .state { overflow-wrap: normal; }
.blocks .state { color: var(--fails); font-weight: 700; }
.blocks th, .blocks td { background: var(--fails-wash); }
.blocks th { padding-left: .6rem; box-shadow: inset .2rem 0 var(--fails); }
.free .state { color: var(--comes); }

footer { font-size: .9rem; }
main > .approval { padding-bottom: .85rem; border: 2px solid var(--moves); }
.approval ol { margin: .25rem 0 1rem; padding-left: 1.3rem; }
.approval li + li { margin-top: .25rem; }
.label { margin: 0 0 .2rem; font-size: .85rem; font-weight: 600; }
.planId code { display: inline-block; padding: .5rem .75rem; font-size: 1.1rem; font-weight: 600; }
.sign { display: none; }

@media (max-width: 40rem) {
	body { padding: 1.25rem .75rem 3rem; }
	dl > div { grid-template-columns: 1fr; }
	.leaving, .arriving, .changing { display: block; }
	.leaving thead, .arriving thead, .changing thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	:is(.leaving, .arriving, .changing) :is(tbody, tr, th, td) { display: block; width: auto; }
	:is(.leaving, .arriving, .changing) tbody tr { padding: .6rem 0; border-top: 1px solid var(--line); }
	:is(.leaving, .arriving, .changing) tbody :is(th, td) { padding: .15rem 0; border: 0; }
	.limits { font-size: .85rem; }
	.limits thead th:first-child { width: 40%; }
	.limits th code { display: none; }
}
@media print {
	:root { --page: #fff; --line: #c4c9d2; }
	@page { margin: 16mm 14mm; }
	html { font-size: 9.5pt; }
	body { max-width: none; padding: 0; }
	main > section, .verdict, .figures a, .figures span { border-radius: 0; }
	.figures { grid-template-columns: repeat(5, 1fr); }
	.jump { display: none; }
	main > section { padding: 0 0 .5rem; border: 0; }
	main > .approval { padding: .75rem; }
	h2, h3, .lead, thead { break-after: avoid; }
	tr, .verdict, .approval { break-inside: avoid; }
	thead { display: table-header-group; }
	* { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
	.sign { display: flex; gap: 2rem; margin: 2.5rem 0 0; }
	.sign span { flex: 2; border-top: 1px solid; padding-top: .2rem; font-size: .85rem; }
	.sign span + span { flex: 1; }
}
`;
