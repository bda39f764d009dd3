import { flesch } from 'flesch';
import { syllable } from 'syllable';
import { read } from '../docs/markdown';
import { meanOf } from './check';
import { CODE, sentencesOf } from './markdown';

/** A Markdown table of the readability of pages: sentences, words in the mean and the longest one, Flesch reading ease. */
export function readabilityTable(pages: readonly string[]): string {
	const rows = pages.map((page) => {
		const { sentences, mean, longest, ease } = readability(read(page));
		return `| ${page} | ${sentences} | ${mean.toFixed(1)} | ${longest} | ${ease.toFixed(0)} |`;
	});
	return [
		'| page | sentences | mean words | longest | Flesch |',
		'| --- | --- | --- | --- | --- |',
		...rows,
	].join('\n');
}

interface Readability {
	/** Of running text and lists. */
	sentences: number;
	/** In words. */
	mean: number;
	/** In words. */
	longest: number;
	/** Flesch reading ease: 60 to 70 is plain English, below 30 is academic. */
	ease: number;
}

/** Measures the running text of a page. Code counts as a word and has no syllables to judge. */
export function readability(markdown: string): Readability {
	const running = sentencesOf(markdown).filter(({ place }) => place === 'text');
	const words = running.flatMap((sentence) => sentence.words);
	const spoken = words.filter((word) => word !== CODE);
	return {
		sentences: running.length,
		mean: meanOf(running),
		longest: Math.max(0, ...running.map((sentence) => sentence.words.length)),
		ease: flesch({
			sentence: running.length,
			word: spoken.length,
			syllable: spoken.reduce((sum, word) => sum + syllable(word), 0),
		}),
	};
}
