/** One thing that was looked at: what was found, and one line on what to do about it. */
export interface Finding {
	about:
		| 'server'
		| 'certificate'
		| 'signIn'
		| 'secondFactor'
		| 'version'
		| 'rights'
		| 'customFields'
		| 'clock'
		| 'timeZone';
	/** `look`: somebody should look at it. */
	state: 'good' | 'look';
	says: string;
	advice: string;
}

export function good(about: Finding['about'], says: string, advice = 'Nothing to do.'): Finding {
	return { about, state: 'good', says, advice };
}

export function look(about: Finding['about'], says: string, advice: string): Finding {
	return { about, state: 'look', says, advice };
}
