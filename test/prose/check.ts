import { readFileSync } from 'node:fs';
import { extname, relative } from 'node:path';
import { repository } from '../docs/markdown';
import { bannedIn } from './bannedWords';
import { sentencesOf, type ProseSentence } from './markdown';
import { textsOf, type SourceText } from './sourceTexts';
import { textsOfWorkflow } from './workflowTexts';

/** What is wrong with a text, and where. */
export interface Problem {
	/** Counted from 1; 0 means the page as a whole. */
	line: number;
	message: string;
}

/** Limits of a sentence, of the first one of a description, and of the mean sentence: docs/vocabulary.md#how-we-write. */
export const MAX_WORDS = 20;
export const MAX_WORDS_FIRST = 12;
export const MAX_MEAN = 15;

/** Problems of one file: a Markdown page, a TypeScript file, or a workflow (JSON). */
export function problemsOf(path: string): Problem[] {
	const text = readFileSync(path, 'utf8');
	if (extname(path) === '.md') return problemsOfPage(text);
	const texts =
		extname(path) === '.json' ? textsOfWorkflow(text) : textsOf(relative(repository, path), text);
	return texts.flatMap(problemsOfText);
}

/** Problems of a Markdown page. */
export function problemsOfPage(markdown: string): Problem[] {
	const sentences = sentencesOf(markdown);
	const mean = meanOf(sentences);
	const tooLong = mean > MAX_MEAN;
	return [
		...sentences.flatMap(problemsOfSentence),
		...(tooLong
			? [
					{
						line: 0,
						message: `The mean sentence has ${mean.toFixed(1)} words, not at most ${MAX_MEAN}`,
					},
				]
			: []),
	];
}

/** Words in the mean sentence of running text and lists: cells and headings would only lower it. */
export function meanOf(sentences: readonly ProseSentence[]): number {
	const running = sentences.filter(({ place }) => place === 'text');
	const words = running.reduce((sum, sentence) => sum + sentence.words.length, 0);
	return running.length === 0 ? 0 : words / running.length;
}

/** n8n's linter requires exactly these descriptions. */
const WORDED_BY_N8N: ReadonlySet<string> = new Set([
	'Create a new record, or update the current one if it already exists (upsert)',
	'Whether to return a simplified version of the response instead of the raw data',
]);

/** Problems of a label, a description, a message, a comment or a test name. */
export function problemsOfText({ kind, text, line }: SourceText): Problem[] {
	const sentences = sentencesOf(text).map((one) => ({ ...one, line: one.line + line - 1 }));
	const problems = sentences.flatMap(problemsOfSentence);
	if (kind === 'comment' || kind === 'testName') return problems;
	const shown = sentences.map((sentence) => sentence.text).join(' ');
	if (/;(?:\s|$)/.test(shown)) problems.push({ line, message: 'A semicolon: write two sentences' });
	if (/\w\(s\)/.test(shown))
		problems.push({ line, message: 'A plural in brackets: use the helper' });
	const [first] = sentences;
	if (kind !== 'description' || first === undefined) return problems;
	if (first.words.length > MAX_WORDS_FIRST && !WORDED_BY_N8N.has(text))
		problems.push({
			line,
			message: `The first sentence has ${first.words.length} words, not at most ${MAX_WORDS_FIRST}`,
		});
	if (sentences.length === 1 && /[^.]\.$/.test(text))
		problems.push({ line, message: 'A single sentence ends without a full stop here' });
	return problems;
}

function problemsOfSentence(sentence: ProseSentence): Problem[] {
	const { text, line, place, words } = sentence;
	const banned = bannedIn(text).map(({ found, instead, at }) => ({
		line: line + text.slice(0, at).split('\n').length - 1,
		message: `"${found}": write ${instead}`,
	}));
	if (place === 'heading' || words.length <= MAX_WORDS) return banned;
	const start = text.replace(/\s+/g, ' ').slice(0, 60);
	return [...banned, { line, message: `${words.length} words in a sentence: ${start} …` }];
}
