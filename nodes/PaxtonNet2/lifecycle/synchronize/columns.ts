/** Columns of the flat HR shape that hold one text (design 8). */
export const TEXT_COLUMNS = [
	'firstName',
	'middleName',
	'lastName',
	'email',
	'title',
	'phone',
	'department',
	'startDate',
	'endDate',
] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** The texts of a row. A column that is not there is absent; one that is there and blank is ''. */
export type Texts = Partial<Record<TextColumn, string>>;
