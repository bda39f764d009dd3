/** The native text members of a Net2 user that a workflow may set (docs/net2-api.md). */
export const TEXT_FIELDS = [
	'firstName',
	'middleName',
	'lastName',
	'telephone',
	'extension',
	'fax',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export const FLAG_FIELDS = ['isAlarmUser', 'isAntiPassbackUser'] as const;
export type FlagField = (typeof FLAG_FIELDS)[number];

/** The desired values of a user's own fields. What is absent stays, and '' clears. */
export interface DesiredFields {
	text: Partial<Record<TextField, string>>;
	pin?: string;
	flags: { isAlarmUser?: boolean; isAntiPassbackUser?: boolean };
	custom: Map<number, string>;
}
