import { likelyFieldId } from '../../mapping/customFields';
import { correlationFieldId } from '../../mapping/fields';
import { normalKey } from '../../mapping/text';
import { identityMessages } from '../../messages/identity';
import { failure } from '../../net2/errors';
import type { UserRow } from '../../net2/model';
import {
	beginToCorrelate,
	correlate,
	rowOfMatch,
	type Correlation,
	type NumberedUser,
} from './correlate';
import { failed, nameIn, ResultBuilder } from '../result/resultBuilder';
import type { ItemOptions, Lookup, Request, Run } from '../run/request';

/** A user to work on. */
export interface TargetUser {
	/** Null: no user has the key yet, or an earlier dry run would have created one. */
	userId: number | null;
	key: string | null;
	/** The custom field that contains the key. Null if the user was chosen by id. */
	fieldId: number | null;
	/** As correlated, where the user was found by key. */
	row: UserRow | null;
	/** Users whose number is nearly the one that no user has. */
	nearMisses: NumberedUser[];
	wouldBe: boolean;
	/** What finding the user showed of the site as a whole. */
	siteWarnings: string[];
}

/** A request whose user is known. */
export interface Resolved<Requested> {
	request: Requested;
	place: number;
	subject: TargetUser;
}

/**
 * Works out who is meant by each request, in input order. Where that fails, the failure is put into `results` at the
 * request's place.
 */
export async function resolve<Requested extends Request<unknown>>(
	run: Run,
	requests: Requested[],
	lookUp: (params: Requested['params']) => Lookup,
	results: unknown[],
): Promise<Array<Resolved<Requested>>> {
	const resolved: Array<Resolved<Requested>> = [];
	const byField = new Map<string, Array<RequestByKey<Requested>>>();
	for (const [place, request] of requests.entries()) {
		const lookup = lookUp(request.params);
		try {
			if (lookup.by === 'key') {
				const key = normalKey(lookup.key);
				const field = lookup.field ?? '';
				const mayCreate = lookup.mayCreate === true;
				const sameField = byField.get(field) ?? [];
				byField.set(field, sameField);
				sameField.push({ request, place, key, mayCreate });
			} else {
				const userId = lookup.by === 'id' ? userIdOf(lookup.id) : null;
				const key = lookup.by === 'wouldBe' ? lookup.key : null;
				resolved.push({
					request,
					place,
					subject: subjectOf({ userId, key, wouldBe: lookup.by === 'wouldBe' }),
				});
			}
		} catch (error) {
			const key = lookup.by === 'key' ? String(lookup.key) : null;
			results[place] = failed(run, error, { key });
		}
	}
	for (const [field, sameField] of byField) {
		try {
			const likely = likelyFieldId(field);
			const begun =
				likely === null
					? undefined
					: beginToCorrelate(
							run.reference,
							likely,
							sameField.map(({ key }) => key),
						);
			const fields = await run.reference.customFields();
			const fieldId = correlationFieldId(field === '' ? undefined : field, fields);
			const room = fields.find(({ id }) => id === fieldId)?.maxLength || LONGEST_KEY;
			const keys = sameField.map(({ key }) => key).filter((key) => key.length <= room);
			const correlation = await correlate(run.reference, fieldId, keys, {
				equalRows: fieldId === likely ? begun : undefined,
			});
			for (const { request, place, key } of sameField) {
				try {
					if (key.length > room)
						throw failure(identityMessages.keyTooLong, {
							start: key.slice(0, 40),
							length: key.length,
							room,
						});
					const subject = subjectByKey(key, fieldId, correlation, request.options);
					resolved.push({ request, place, subject });
				} catch (error) {
					results[place] = failed(run, error, { key });
				}
			}
		} catch (error) {
			for (const { place, key } of sameField) results[place] = failed(run, error, { key });
		}
	}
	return resolved.sort((a, b) => a.place - b.place);
}

interface RequestByKey<Requested> {
	request: Requested;
	place: number;
	key: string;
	mayCreate: boolean;
}

function subjectByKey(
	key: string,
	fieldId: number,
	{ matches, deletedUsersKnown }: Correlation,
	{ ignoreDeleted }: ItemOptions,
): TargetUser {
	const match = matches.get(key) ?? { kind: 'none', nearMisses: [] };
	const row = rowOfMatch(key, match, { ignoreDeleted });
	const siteWarnings = deletedUsersKnown
		? []
		: ['Net2 refused the SQL route, so the node does not know which users were deleted in Net2.'];
	const nearMisses = match.kind === 'none' ? match.nearMisses : [];
	return subjectOf({ userId: row?.userId ?? null, key, fieldId, row, nearMisses, siteWarnings });
}

function subjectOf(known: Partial<TargetUser>): TargetUser {
	return {
		userId: null,
		key: null,
		fieldId: null,
		row: null,
		nearMisses: [],
		wouldBe: false,
		siteWarnings: [],
		...known,
	};
}

/** For a key in a field without a limit (Notes): more than one query can contain is a slip. */
const LONGEST_KEY = 100;

/** A Net2 user number. 0 is no user (docs/net2-api.md#users). */
function userIdOf(text: string): number {
	const digits = text.trim();
	if (!/^[1-9]\d{0,9}$/.test(digits))
		throw failure(identityMessages.badUserId, { text: digits.slice(0, 40) });
	return Number(digits);
}

/** The result of a user, with the warnings from finding that user. */
export function builderFor(
	run: Run,
	request: Request<unknown>,
	subject: TargetUser,
): ResultBuilder {
	const report = new ResultBuilder(run, request, subject.key, subject.userId, subject.fieldId);
	report.name = nameIn(subject.row);
	for (const warning of subject.siteWarnings) report.warnOfSite(warning);
	return report;
}
