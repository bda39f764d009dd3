import { customFieldName } from '../../mapping/customFields';
import { writesMessages } from '../../messages/writes';
import { failure, type Net2Error } from '../../net2/errors';
import type { CustomFieldValue, User } from '../../net2/model';
import { mergeEntries } from '../marker/mergeEntries';
import {
	containsMarkerOpening,
	readMarker,
	writeMarker,
	type MarkerKey,
} from '../marker/userMarker';

/** Text of custom fields by id, as the plan knows them. */
export type FieldTexts = Map<number, string>;

export function fieldTexts({ customFields }: Pick<User, 'customFields'>): FieldTexts {
	return new Map(customFields.map(({ id, value }) => [id, value ?? '']));
}

/**
 * The custom fields to write, from what was read just before the write. Another program or process may have changed a
 * field with a marker since the plan was made. Its text stays, and its entries and those of the plan are merged
 * (docs/safety-rules.md, rule 10). An ordinary field gets the value of the plan.
 *
 * @param planned the fields as the plan would leave them
 * @param known the fields as the plan read them, or as an earlier operation of the plan left them
 * @throws Net2Error `conflict` if the plan would write over a leave, or over a marker that it does not know
 */
export function freshFields(
	user: User,
	planned: readonly CustomFieldValue[],
	known: FieldTexts,
	key: MarkerKey,
): CustomFieldValue[] {
	const owner = { userId: user.id, key };
	const present = fieldTexts(user);
	return planned.map(({ id, value }) => {
		const [seen, now, next] = [known.get(id) ?? '', present.get(id) ?? '', value ?? ''];
		const hasMarker = [seen, now, next].some(containsMarkerOpening);
		if (now === seen || now === next || !hasMarker) return { id, value };
		if (!containsMarkerOpening(seen) && !containsMarkerOpening(next)) throw otherWriter(id);
		const entries = mergeEntries({
			seen: readMarker(seen, owner).entries,
			planned: readMarker(next, owner).entries,
			now: readMarker(now, owner).entries,
		});
		const written = entries && writeMarker(now, entries, { ...owner, room: 0 });
		if (written === undefined || written === 'noRoom') throw otherWriter(id);
		return { id, value: written.text };
	});
}

function otherWriter(id: number): Net2Error {
	return failure(writesMessages.markerChanged, { field: customFieldName(id) });
}
