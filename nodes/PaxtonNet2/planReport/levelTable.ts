import { levelsOf } from './access';
import { named, powerfulMark } from './changes';
import { section } from './groupTable';
import type { Group } from './groups';
import { html, type Html } from './html';
import { isPowerful } from './powerfulLevels';
import type { Texts } from './texts/texts';

/** More names make a table that is hard to read; the tables of users have all. */
const MOST_NAMES = 12;

/** Every access level that users get, the powerful ones first, and the users who get it. */
export function levelTable(groups: Group[], texts: Texts): Html {
	const holders = new Map<string, string[]>();
	for (const { tone, entries } of groups)
		if (tone !== 'minds')
			for (const entry of entries)
				for (const level of levelsOf(entry, 'to'))
					holders.set(level, [...(holders.get(level) ?? []), shortName(entry)]);
	if (holders.size === 0) return html``;
	const levels = [...holders].sort(
		([a, aUsers], [b, bUsers]) =>
			Number(isPowerful(b)) - Number(isPowerful(a)) || bUsers.length - aUsers.length,
	);
	const { heading, lead, note } = texts.levels;
	return section(
		{ id: 'levels', tone: 'comes', heading, lead, count: levels.length },
		html`<table class="changing">
				<thead>
					<tr>
						<th scope="col">${texts.columns.level}</th>
						<th scope="col">${texts.columns.users}</th>
					</tr>
				</thead>
				<tbody>
					${levels.map(([level, users]) => levelRow(level, users, texts))}
				</tbody>
			</table>
			<p class="more">${note}</p>`,
	);
}

function levelRow(level: string, users: string[], texts: Texts): Html {
	// The holders of a powerful level are all named.
	const powerful = isPowerful(level);
	const shown = powerful ? users : users.slice(0, MOST_NAMES);
	const more = users.length - shown.length;
	return html`<tr>
		<th scope="row">
			<span class="name">${named(level)}${powerful ? powerfulMark(texts) : ''}</span>
		</th>
		<td>
			<strong>${users.length}</strong>:
			${shown.map((user, n) => html`${n > 0 ? ', ' : ''}${named(user)}`)}
			${more > 0 ? texts.levels.more(more) : ''}
		</td>
	</tr>`;
}

function shortName({ name, key, userId }: Group['entries'][number]): string {
	return name === '' ? (key ?? String(userId ?? '')) : name;
}
