import type { OperationResult } from '../lifecycle/result/operationResult';
import { limitTable } from './limits';
import { grouped, type Group } from './groups';
import { html, styleElement, type Html } from './html';
import { STYLE } from './style';
import { answersIn, type Answers, type Entry, type Overview, type Refusal } from './told';
import { changeList, clipped, named, type Labels } from './values';
import { verdict } from './verdict';

/** Where the page comes from, as its head says it. */
export interface Origin {
	/** e.g. `user.synchronize` */
	operation: string;
	workflowName: string;
	/** '' in a run that has none. */
	executionId: string;
	/** When it was made, as people read it, with the zone. */
	madeAt: string;
}

/** A table with more rows is cut off there: a page is for looking at, and is to open at once, whatever the list. */
const MOST_ROWS = 200;

/**
 * A page that shows what a run would do, or did: one HTML file that loads nothing, runs nothing, prints, and reads in light
 * and dark. Cards and PINs are not in it.
 *
 * @param told what the run puts out (design, section 6)
 */
export function planPage(told: OperationResult[], origin: Origin, labels: Labels): string {
	const answers = answersIn(told);
	const { element, source } = styleElement(STYLE);
	const title = titleOf(answers);
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta
					http-equiv="Content-Security-Policy"
					content="default-src 'none'; style-src ${source}; base-uri 'none'; form-action 'none'"
				/>
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<meta name="referrer" content="no-referrer" />
				<title>${title}: ${clipped(origin.workflowName)}</title>
				${element}
			</head>
			<body>
				<header>${head(title, origin)}</header>
				<main>${body(answers, labels)}</main>
				<footer>${foot(answers, origin)}</footer>
			</body>
		</html> `.text;
}

function titleOf({ overview, entries }: Answers): string {
	if (overview !== undefined)
		return overview.mode === 'plan' ? 'Plan for Net2' : 'What was done in Net2';
	if (entries.length === 0) return 'What was asked of Net2';
	if (entries.every(({ dryRun }) => dryRun)) return 'Dry run for Net2';
	return 'What was done in Net2';
}

function head(title: string, { workflowName, madeAt }: Origin): Html {
	return html`<p class="product">Paxton Net2</p>
		<h1>${title}</h1>
		<p class="origin">${named(workflowName)} · ${madeAt}</p>`;
}

function body(answers: Answers, labels: Labels): Html {
	const { overview, entries, refusals } = answers;
	const groups = grouped(entries);
	return html`${verdict(answers)} ${figures(groups, answers)}
	${overview === undefined ? '' : limitTable(overview)}
	${refusals.length === 0 ? '' : refusalTable(refusals)}
	${groups.map(({ group, entries: some }) => groupTable(group, some, labels))}
	${overview === undefined ? '' : asides(overview.names)}`;
}

/** How many of each kind, as links to them. */
function figures(
	groups: Array<{ group: Group; entries: Entry[] }>,
	{ overview, refusals, entries }: Answers,
): Html {
	const wrote = overview ? overview.mode !== 'plan' : entries.some(({ dryRun }) => !dryRun);
	const tiles = groups.map(
		({ group, entries: some }) =>
			html`<li class="${group.tone}">
				<a href="#${group.id}"><strong>${some.length}</strong> ${group.short[wrote ? 1 : 0]}</a>
			</li>`,
	);
	if (refusals.length > 0)
		tiles.unshift(
			html`<li class="fails">
				<a href="#refused"><strong>${refusals.length}</strong> with an error</a>
			</li>`,
		);
	if (overview !== undefined)
		tiles.push(
			html`<li class="rest">
				<span><strong>${overview.counts.unchanged}</strong> unchanged</span>
			</li>`,
		);
	return html`<nav aria-label="What is in this plan">
		<ul class="figures">
			${tiles}
		</ul>
	</nav>`;
}

function groupTable({ id, heading, lead, tone }: Group, entries: Entry[], labels: Labels): Html {
	return table(
		{ id, heading, lead, tone, count: entries.length },
		['Person', 'Before and after'],
		entries.slice(0, MOST_ROWS).map(
			(entry) =>
				html`<tr>
					<th scope="row">${person(entry)}</th>
					<td>${changeList(entry, labels)} ${notes(entry.warnings)}</td>
				</tr>`,
		),
	);
}

function refusalTable(refusals: Refusal[]): Html {
	return table(
		{
			id: 'refused',
			heading: 'With an error',
			lead: 'These could not be carried out. Each says why, and what helps.',
			tone: 'fails',
			count: refusals.length,
		},
		['Person', 'Why'],
		refusals.slice(0, MOST_ROWS).map(
			({ message, reason, done, ...whom }) =>
				html`<tr>
					<th scope="row">${person({ name: '', ...whom })}</th>
					<td>
						<p>${clipped(message)} <code>${reason}</code></p>
						${notes(done.map((step) => `Done before it: ${step}`))}
					</td>
				</tr>`,
		),
	);
}

function table(
	{
		id,
		heading,
		lead,
		tone,
		count,
	}: Omit<Group, 'tone' | 'short'> & { tone: string; count: number },
	columns: string[],
	rows: Html[],
): Html {
	const more = count - rows.length;
	return html`<section class="${tone}" aria-labelledby="${id}">
		<h2 id="${id}">${heading} <span class="count">${count}</span></h2>
		<p class="lead">${lead}</p>
		<table>
			<thead>
				<tr>
					${columns.map((column) => html`<th scope="col">${column}</th>`)}
				</tr>
			</thead>
			<tbody>
				${rows}
			</tbody>
		</table>
		${more > 0
			? html`<p class="more">
					And ${more} more, which this page leaves out; the output items tell all.
				</p>`
			: ''}
	</section>`;
}

function person({ name, key, userId }: Pick<Entry, 'name' | 'key' | 'userId'>): Html {
	const about = [key === null ? '' : `key ${key}`, userId === null ? '' : `user ${userId}`]
		.filter((text) => text !== '')
		.join(' · ');
	if (name === '') return html`<span class="name">${named(about || 'nobody named')}</span>`;
	return html`<span class="name">${named(name)}</span> <span class="about">${named(about)}</span>`;
}

/** Said once, whoever says it. */
function notes(warnings: string[]): Html {
	const few = [...new Set(warnings)].slice(0, 10);
	return few.length === 0
		? html``
		: html`<ul class="notes">
				${few.map((text) => html`<li>${clipped(text)}</li>`)}
			</ul>`;
}

/** Who is touched by none of it, and is worth a look all the same. */
function asides({
	protected: shielded = [],
	individualDoors = [],
}: Pick<Overview['names'], 'protected' | 'individualDoors'>): Html {
	return html`${aside(
		'protected',
		'Protected',
		'These people differ from the list, and are left alone, as the node is set.',
		shielded,
	)}
	${aside(
		'doors',
		'With individual doors',
		'The list does not know of doors that were given one by one, and how many; they stay.',
		individualDoors,
	)}`;
}

function aside(id: string, heading: string, lead: string, people: string[]): Html {
	if (people.length === 0) return html``;
	return html`<section class="minds" aria-labelledby="${id}">
		<h2 id="${id}">${heading}</h2>
		<p class="lead">${lead}</p>
		<ul class="people">
			${people.map((text) => html`<li>${named(text)}</li>`)}
		</ul>
	</section>`;
}

function foot({ overview }: Answers, { operation, executionId }: Origin): Html {
	const isPlan = overview?.mode === 'plan';
	return html`${isPlan ? approval(overview.planId) : ''}
		<p>
			Made by <code>${operation}</code>${executionId === '' ? '' : ` in execution ${executionId}`}.
			It names people: keep it as you keep a staff list.
		</p>`;
}

function approval(planId: string): Html {
	return html`<section class="approval" aria-labelledby="approval">
		<h2 id="approval">To approve this plan</h2>
		<p>
			Paste this into <b>Plan Hash</b> of Apply Approved Plan. If the list or Net2 changes before,
			nothing is written. A safety limit that blocks the plan still blocks it, unless you raise it.
		</p>
		<p class="hash"><code>${planId}</code></p>
		<p class="sign"><span>Approved by</span><span>Date</span></p>
	</section>`;
}
