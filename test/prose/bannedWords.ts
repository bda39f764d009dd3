import { BANNED, type BannedPhrase } from './words';

/** A banned phrase as it was found. */
export interface Hit {
	found: string;
	instead: string;
	/** Where it starts in the text. */
	at: number;
}

interface Matcher {
	pattern: RegExp;
	/** Longer phrases in which it is right. */
	right: RegExp | undefined;
	instead: string;
}

const matchers: readonly Matcher[] = BANNED.map(({ phrases, except, instead }) => ({
	pattern: patternOf(phrases),
	right: except === undefined ? undefined : patternOf(except),
	instead,
}));

/** Every banned phrase of a text, in order. */
export function bannedIn(text: string): Hit[] {
	return matchers.flatMap((matcher) => hitsOf(matcher, text)).sort((a, b) => a.at - b.at);
}

/** Every phrase of the list, so that a test can plant each. */
export function allPhrases(): string[] {
	return BANNED.flatMap(({ phrases }: BannedPhrase) => phrases);
}

function hitsOf({ pattern, right, instead }: Matcher, text: string): Hit[] {
	const allowed = right === undefined ? [] : [...text.matchAll(right)].map(rangeOf);
	return [...text.matchAll(pattern)]
		.map((match) => ({ found: match[0], instead, at: match.index, range: rangeOf(match) }))
		.filter(({ range }) => !allowed.some((one) => one.from <= range.from && range.to <= one.to))
		.map(({ found, at }) => ({ found: found.replace(/\s+/g, ' '), instead, at }));
}

function rangeOf(match: RegExpExecArray): { from: number; to: number } {
	return { from: match.index, to: match.index + match[0].length };
}

/** Whole words only: `understand` contains no banned word. */
function patternOf(phrases: readonly string[]): RegExp {
	const alternatives = [...phrases]
		.sort((a, b) => b.length - a.length)
		.map((phrase) =>
			phrase
				.replace(/'/g, "['’]")
				.replace(/ … /g, "\\s+(?:[\\p{L}\\p{N}’']+\\s+){1,3}")
				.replace(/ /g, '\\s+'),
		);
	return new RegExp(
		`(?<![\\p{L}\\p{N}_-])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_-])`,
		'giu',
	);
}
