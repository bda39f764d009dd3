/** One thing that was checked: what was found, and one line on what to do about it. */
export interface Finding {
	about:
		| 'security'
		| 'server'
		| 'certificate'
		| 'signIn'
		| 'secondFactor'
		| 'version'
		| 'rights'
		| 'customFields'
		| 'clock'
		| 'timeZone'
		| 'siteProfile';
	/** A `warning` needs the attention of an operator. */
	status: 'ok' | 'warning';
	message: string;
	advice: string;
}

export function ok(about: Finding['about'], message: string, advice = 'Nothing to do.'): Finding {
	return { about, status: 'ok', message, advice };
}

export function warning(about: Finding['about'], message: string, advice: string): Finding {
	return { about, status: 'warning', message, advice };
}

/** By what goes wrong if nothing is done: read passwords first, then work that fails, then wrong times. */
const IMPORTANCE: Array<Finding['about']> = [
	'security',
	'certificate',
	'rights',
	'customFields',
	'secondFactor',
	'clock',
	'timeZone',
	'siteProfile',
	'version',
	'server',
	'signIn',
];

/** Warnings first, and the most important at the top of each group. */
export function byImportance(findings: Finding[]): Finding[] {
	const rank = ({ status, about }: Finding) =>
		(status === 'warning' ? 0 : IMPORTANCE.length) + IMPORTANCE.indexOf(about);
	return [...findings].sort((one, other) => rank(one) - rank(other));
}
