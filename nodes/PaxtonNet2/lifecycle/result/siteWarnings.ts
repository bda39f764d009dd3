/** What the results of a run said of the site. */
interface WarnedRun {
	siteWarnings: ReadonlySet<string>;
}

/**
 * The results of a run. Each warning about the site is on the first of them only. It belongs to the end of the run:
 * until then a result may become a failure, which has no warnings.
 */
export function withSiteWarningsOnce<Answer extends object>(
	{ siteWarnings }: WarnedRun,
	answers: Answer[],
): Answer[] {
	const given = new Set<string>();
	return answers.map((answer) =>
		withoutWarnings(answer, (text) => {
			if (!siteWarnings.has(text)) return false;
			const isRepeated = given.has(text);
			given.add(text);
			return isRepeated;
		}),
	);
}

/** A result with the warnings about its own item only. */
export function withoutSiteWarnings<Answer extends object>(
	{ siteWarnings }: WarnedRun,
	answer: Answer,
): Answer {
	return withoutWarnings(answer, (text) => siteWarnings.has(text));
}

function withoutWarnings<Answer extends object>(
	answer: Answer,
	isLeftOut: (text: string) => boolean,
): Answer {
	if (!hasWarnings(answer)) return answer;
	return { ...answer, warnings: answer.warnings.filter((text) => !isLeftOut(text)) };
}

function hasWarnings<Answer extends object>(
	answer: Answer,
): answer is Answer & { warnings: string[] } {
	return 'warnings' in answer && Array.isArray(answer.warnings);
}
