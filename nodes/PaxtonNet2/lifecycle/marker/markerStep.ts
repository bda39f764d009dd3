import type { CustomField } from '../../net2/model';
import { userRecord } from '../steps/aspects';
import type { Marker } from './marker';
import { withMemory } from './memory';
import type { Run } from '../run/request';
import type { Step } from '../steps/steps';

/** Rewrites the marker of a person, as a step of its own, read back before the next one (rule 10). */
export function markerStep(
	run: Run,
	field: CustomField,
	message: string,
	change: (marker: Marker) => Marker,
): Step {
	const record = userRecord(run, (user) => {
		const customFields = withMemory(user, field, change);
		if (customFields === null) return null;
		return {
			message,
			changes: [{ field: 'marker', from: null, to: message }],
			body: { customFields },
		};
	});
	return { ...record, proveFirst: true };
}
