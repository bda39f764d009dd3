/** The native text members of a Net2 user that a workflow may set (API sheet 5.1). */
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

/** What the input asks of a person's own fields; what is absent stays. '' clears. */
export interface DesiredFields {
	text: Partial<Record<TextField, string>>;
	pin?: string;
	flags: { isAlarmUser?: boolean; isAntiPassbackUser?: boolean };
	custom: Map<number, string>;
}
