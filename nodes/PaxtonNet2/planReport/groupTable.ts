import { accessEnd, accessStart, levelsOf } from './access';
import { changeList, coreText, levelChange, named, type Words } from './changes';
import { dateText } from './dates';
import { isOverdue, type Group } from './groups';
import { html, type Html } from './html';
import type { Entry } from './input';
import type { Stage } from './texts/texts';

export interface GroupContext extends Words {
	stage: Stage;
	/** The site's wall time. */
	now: string;
	/** The file in which a longer group continues. */
	fileName: string;
}

/** One group of users with its heading and its table. */
export function groupTable(group: Group, context: GroupContext): Html {
	const { id, tone, shape, entries, shown } = group;
	const { texts, fileName } = context;
	const { heading, lead } = texts.groups[id];
	const about = { id, tone, heading, lead, count: entries.length };
	const rest =
		shown.length < entries.length
			? html`<p class="more">${texts.rest(shown.length, entries.length, fileName)}</p>`
			: html``;
	if (shape === 'names') return section(about, html`${nameList(shown, context)} ${rest}`);
	const { user, whyAndWhen, access, changes } = texts.columns;
	const columns = {
		leaving: [user, whyAndWhen, changes],
		arriving: [user, access, changes],
		changing: [user, changes],
	}[shape];
	return section(
		about,
		html`<table class="${shape}">
				<thead>
					<tr>
						${columns.map((column) => html`<th scope="col">${column}</th>`)}
					</tr>
				</thead>
				<tbody>
					${shown.map((entry) => row(group, entry, context))}
				</tbody>
			</table>
			${rest}`,
	);
}

export function section(
	{
		id,
		tone,
		heading,
		lead,
		count,
	}: { id: string; tone: string; heading: string; lead: string; count?: number },
	content: Html,
): Html {
	return html`<section class="${tone}" aria-labelledby="${id}">
		<h2 id="${id}">
			${heading} ${count === undefined ? '' : html`<span class="count">${count}</span>`}
		</h2>
		${lead === '' ? '' : html`<p class="lead">${lead}</p>`} ${content}
	</section>`;
}

function nameList(entries: Entry[], { texts }: Words): Html {
	const text = ({ name, key, userId }: Entry) =>
		name === '' ? texts.user.id(userId ?? 0) : `${name}${key === null ? '' : ` (${key})`}`;
	return html`<ul class="people">
		${entries.map((entry) => html`<li>${named(text(entry))}</li>`)}
	</ul>`;
}

function row({ shape }: Group, entry: Entry, context: GroupContext): Html {
	const { texts } = context;
	const who = html`<th scope="row">${userCell(entry, context)}</th>`;
	const notes = noteList(entry.warnings, context);
	switch (shape) {
		case 'leaving':
			return html`<tr>
				${who}
				<td>${leavingCell(entry, context)}</td>
				<td>${changeList(entry, context)}${notes}</td>
			</tr>`;
		case 'arriving': {
			// A new user has no dates before, so the access column says all of them.
			const dates = entry.userId === null ? ['activateDate', 'expiryDate'] : [];
			return html`<tr>
				${who}
				<td>${arrivingCell(entry, context)}</td>
				<td>${changeList(entry, context, ['accessLevels', ...dates])}${notes}</td>
			</tr>`;
		}
		case 'names':
		case 'changing':
			return html`<tr>
				${who}
				<td>
					${isOverdue(entry) ? html`<p class="state">${texts.overdue}</p>` : ''}
					${changeList(entry, context)}${notes}
				</td>
			</tr>`;
	}
}

export function userCell(
	{ name, key, userId }: Pick<Entry, 'name' | 'key' | 'userId'>,
	{ texts }: Words,
): Html {
	const about = [
		...(key === null || key === '' ? [] : [texts.user.number(key)]),
		...(userId === null ? [] : [texts.user.id(userId)]),
	].join(' · ');
	if (name === '')
		return html`<span class="name">${named(about === '' ? texts.user.unnamed : about)}</span>`;
	return html`<span class="name">${named(name)}</span> <span class="about">${named(about)}</span>`;
}

function leavingCell(entry: Entry, { texts, stage, now }: GroupContext): Html {
	const { access, reasons } = texts;
	const overdue = isOverdue(entry) ? html`<strong class="mark">${texts.overdue}</strong>` : '';
	const reason = entry.reason ?? impliedReason(entry);
	const why = reason === undefined ? '' : reasons[reason];
	const end = accessEnd(entry, now);
	const dated = (date: string, edge: 'start' | 'end') => dateText(date, texts.locale, edge);
	const when = {
		now: () => access.endsNow(stage),
		date: () => access.endsOn('endDate' in end && end.endDate ? dated(end.endDate, 'end') : ''),
		untilStart: () => access.untilStart('startDate' in end ? dated(end.startDate, 'start') : ''),
		before: () => access.endedBefore,
	}[end.when]();
	return html`<p class="when">${when}</p>
		${why === '' && overdue === '' ? '' : html`<p class="about">${why} ${overdue}</p>`}`;
}

/** A list without a reason of its own gives one by what it writes. */
function impliedReason({ kind, changes }: Entry): Entry['reason'] {
	if (kind === undefined) return undefined;
	const writes = (field: string) => changes.some((change) => change.field === field);
	if (writes('expiryDate')) return 'endDate';
	return writes('activateDate') ? 'startDate' : undefined;
}

function arrivingCell(entry: Entry, { texts, stage, now }: GroupContext): Html {
	const { access, locale } = { ...texts, access: texts.access };
	const { when, startDate, endDate } = accessStart(entry, now);
	const until = endDate === null ? '' : ` ${access.until(dateText(endDate, locale, 'end'))}`;
	const starts =
		when === 'date' && startDate !== null
			? access.startsOn(dateText(startDate, locale, 'start'))
			: access.startsNow(stage);
	const levels = entry.changes.filter(({ field }) => field === 'accessLevels');
	const none = levelsOf(entry, 'to').length === 0 && entry.userId === null && when !== 'none';
	return html`<p class="when">${when === 'none' ? access.none : `${starts}${until}.`}</p>
		${levels.length === 0
			? ''
			: html`<ul class="levels">
					${levels.map((one) => html`<li>${levelChange(one, texts)}</li>`)}
				</ul>`}
		${none ? html`<p class="about">${access.noLevel}</p>` : ''}`;
}

/** Each note once, and as many as a reader takes in. */
export function noteList(notes: string[], { texts }: Words): Html {
	const few = [...new Set(notes)].slice(0, 10);
	if (few.length === 0) return html``;
	return html`<ul class="notes">
		${few.map((text) => html`<li>${coreText(text, texts)}</li>`)}
	</ul>`;
}
