import { approval, cannotShow, facts, whatStays } from './asides';
import { clipped, coreText, type Words } from './changes';
import { groupTable, noteList, section, userCell, type GroupContext } from './groupTable';
import { groupsOf, MOST_ROWS, type Group } from './groups';
import { html, styleElement, type Html } from './html';
import { findingsIn, type Findings, type Refusal, type ReportInput } from './input';
import { levelTable } from './levelTable';
import { limitTable } from './limits';
import { csvRows } from './rows';
import { STYLE } from './style';
import { textsIn } from './texts/language';
import type { Texts } from './texts/texts';
import { stageOf, verdict } from './verdict';

export interface PlanReport {
	/** One HTML file that loads nothing and runs nothing. */
	page: string;
	/** The whole list as rows of a CSV file, header first; absent if the page shows all users. */
	rows?: string[][];
}

/**
 * The report from which a security manager approves a plan, or sees what a run did (docs/plan-report.md). It works on
 * screen, on paper and in dark mode. It names users, and shows no PIN and at most two digits of a card.
 *
 * @param fileName of the file with the rows, as the page names it
 */
export function planReport(input: ReportInput, fileName: string): PlanReport {
	const { source, language, labels } = input;
	const findings = findingsIn(input);
	const texts = textsIn(language);
	const now = source.madeAt;
	const groups = groupsOf(findings.entries, now);
	const context = { texts, labels, now, fileName, stage: stageOf(findings) };
	const isCut =
		groups.some(({ shown, entries }) => shown.length < entries.length) ||
		findings.refusals.length > MOST_ROWS;
	const page = document(
		input,
		texts,
		body(findings, groups, input, context),
		titleOf(findings, texts),
	);
	return { page, ...(isCut && { rows: csvRows(findings, groups, context) }) };
}

function document({ source }: ReportInput, texts: Texts, content: Html, title: string): string {
	const { element, source: styleSource } = styleElement(STYLE);
	return html`<!doctype html>
		<html lang="${texts.locale.slice(0, 2)}">
			<head>
				<meta charset="utf-8" />
				<meta
					http-equiv="Content-Security-Policy"
					content="default-src 'none'; style-src ${styleSource}; base-uri 'none'; form-action 'none'"
				/>
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="referrer" content="no-referrer" />
				<title>${title}: ${clipped(source.workflowName)}</title>
				${element}
			</head>
			<body>
				<header>
					<p class="product">Paxton Net2</p>
					<h1>${title}</h1>
				</header>
				${content}
				<footer>
					<p>${texts.footer} ${texts.languageNote}</p>
				</footer>
			</body>
		</html> `.text;
}

function titleOf(findings: Findings, { titles }: Texts): string {
	const { entries, summary } = findings;
	return titles[entries.length === 0 && summary === undefined ? 'empty' : stageOf(findings)];
}

function body(
	findings: Findings,
	groups: Group[],
	input: ReportInput,
	context: GroupContext,
): Html {
	const { texts, now } = context;
	const { summary, refusals } = findings;
	const table = (group: Group) => groupTable(group, context);
	const writing = groups.filter(({ tone }) => tone !== 'minds');
	const leaving = writing.filter(({ tone }) => tone === 'goes');
	const others = writing.filter(({ tone }) => tone !== 'goes');
	return html`<main>
		${verdict(findings, groups, now, texts)} ${figures(findings, groups, texts)}
		${facts(findings, input, texts)} ${leaving.map(table)} ${levelTable(groups, texts)}
		${others.map(table)} ${refusals.length === 0 ? '' : refusalTable(refusals, context)}
		${groups.filter(({ tone }) => tone === 'minds').map(table)}
		${whatStays(findings, groups, texts)} ${summary === undefined ? '' : limitTable(summary, texts)}
		${summary === undefined ? '' : cannotShow(texts)} ${approval(findings, input, texts)}
	</main>`;
}

/** How many users each group has, as links to the groups. */
function figures(findings: Findings, groups: Group[], texts: Texts): Html {
	const { summary, refusals } = findings;
	const words = texts.figures;
	const stage = stageOf(findings);
	const tile = (id: string, tone: string, count: number, text: string) =>
		html`<li class="${tone}">
			<a href="#${id}"><strong>${count}</strong> ${text}</a>
		</li>`;
	return html`<nav aria-label="${words.label}">
		<ul class="figures">
			${refusals.length > 0 ? tile('errors', 'fails', refusals.length, words.errors) : ''}
			${groups.map(({ id, tone, entries }) =>
				tile(id, tone, entries.length, texts.groups[id].short[stage === 'done' ? 1 : 0]),
			)}
			${summary === undefined
				? ''
				: html`<li class="rest">
						<span><strong>${summary.counts.unchanged}</strong> ${words.unchanged}</span>
					</li>`}
		</ul>
		${summary !== undefined && stage === 'plan'
			? html`<p class="jump"><a href="#approval">${words.approve}</a></p>`
			: ''}
	</nav>`;
}

function refusalTable(refusals: Refusal[], context: GroupContext): Html {
	const { texts, stage, fileName } = context;
	const { heading, lead } = texts.errors;
	const shown = refusals.slice(0, MOST_ROWS);
	return section(
		{ id: 'errors', tone: 'fails', heading, lead: lead[stage], count: refusals.length },
		html`<table class="changing">
				<thead>
					<tr>
						<th scope="col">${texts.columns.user}</th>
						<th scope="col">${texts.columns.why}</th>
					</tr>
				</thead>
				<tbody>
					${shown.map((refusal) => refusalRow(refusal, context))}
				</tbody>
			</table>
			${shown.length < refusals.length
				? html`<p class="more">${texts.rest(shown.length, refusals.length, fileName)}</p>`
				: ''}`,
	);
}

function refusalRow(
	{ message, reason, done, name = '', key, userId }: Refusal,
	{ texts, ...words }: Words,
): Html {
	const explained = texts.errors.reasons[reason];
	return html`<tr>
		<th scope="row">${userCell({ name, key, userId }, { texts, ...words })}</th>
		<td>
			${explained === undefined ? '' : html`<p class="when">${explained}</p>`}
			<p>${coreText(message, texts)} <code>${reason}</code></p>
			${noteList(
				done.map((step) => texts.errors.doneBefore(step)),
				{ texts, ...words },
			)}
		</td>
	</tr>`;
}
