import type { Nodes, Paragraph, Root } from 'mdast';
import { toNlcst } from 'mdast-util-to-nlcst';
import { toString } from 'nlcst-to-string';
import type { Nodes as TextNode, Sentence, SentenceContent } from 'nlcst';
import { ParseEnglish } from 'parse-english';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';

/** Where a sentence is. Headings and table cells are often no whole sentences. */
export type Place = 'heading' | 'cell' | 'text';

/** One sentence as a reader sees it: code between backticks is {@link CODE}, and a line break stays one. */
export interface ProseSentence {
	place: Place;
	/** Counted from 1. */
	line: number;
	text: string;
	/** Code between backticks counts as one word. */
	words: string[];
}

/** Replaces code between backticks. */
export const CODE = '¤';

/** The last word of a sentence, with its full stop. */
const ENDED = /(?<!^(?:e\.g|i\.e|etc|cf|vs|no))[.!?]$/i;

const parser = unified().use(remarkParse).use(remarkGfm);

/** The sentences of a Markdown text, without code blocks, HTML and the parts between `prose: off` and `prose: on`. */
export function sentencesOf(markdown: string): ProseSentence[] {
	const file = new VFile(markdown);
	return leavesOf(parser.parse(file)).flatMap((leaf) => sentencesIn(leaf, file));
}

interface Leaf {
	block: Extract<Nodes, { type: 'heading' | 'paragraph' | 'tableCell' }>;
	place: Place;
}

/** Blocks that contain text directly. */
function leavesOf(root: Root): Leaf[] {
	const found: Leaf[] = [];
	let on = true;
	const visit = (node: Nodes): void => {
		if (node.type === 'html') on = switchOf(node.value) ?? on;
		else if (!on) return;
		else if (node.type === 'heading') found.push({ block: node, place: 'heading' });
		else if (node.type === 'tableCell') found.push({ block: node, place: 'cell' });
		else if (node.type === 'paragraph') found.push({ block: node, place: 'text' });
		else if ('children' in node) node.children.forEach(visit);
	};
	visit(root);
	return found;
}

function switchOf(html: string): boolean | undefined {
	const [, word] = /<!--\s*prose:\s*(on|off)\s*-->/.exec(html) ?? [];
	return word === undefined ? undefined : word === 'on';
}

function sentencesIn({ block, place }: Leaf, file: VFile): ProseSentence[] {
	const { children, position } = block;
	if (position === undefined) return [];
	// The converter skips tables, so it gets each cell as a paragraph.
	const paragraph: Paragraph = { type: 'paragraph', children, position };
	const root: Root = { type: 'root', children: [paragraph], position };
	return all(toNlcst(root, file, ParseEnglish))
		.filter((node): node is Sentence => node.type === 'SentenceNode')
		.flatMap(splitAtStarts)
		.map((parts) => ({
			place,
			line: parts[0]?.position?.start.line ?? position.start.line,
			text: parts.map(textOf).join(''),
			words: wordsOf(parts),
		}))
		.filter(({ words }) => words.length > 0);
}

function all(node: TextNode): TextNode[] {
	return [node, ...('children' in node ? node.children.flatMap(all) : [])];
}

function textOf(node: TextNode): string {
	if (node.type === 'SourceNode') return CODE;
	return 'children' in node ? node.children.map(textOf).join('') : toString(node);
}

/** The parser joins sentences at code, numbers, units and names in lower case. */
function splitAtStarts({ children }: Sentence): SentenceContent[][] {
	const sentences: SentenceContent[][] = [[]];
	children.forEach((node, index) => {
		const before = children[index - 2];
		const ended = before !== undefined && ENDED.test(textOf(before));
		if (ended && (node.type === 'SourceNode' || /^(?:\p{Lu}|\d|n8n)/u.test(textOf(node))))
			sentences.push([]);
		sentences.at(-1)?.push(node);
	});
	return sentences;
}

function wordsOf(parts: readonly SentenceContent[]): string[] {
	return parts.filter(({ type }) => type === 'WordNode' || type === 'SourceNode').map(textOf);
}
