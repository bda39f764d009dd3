import * as v from 'valibot';
import type { SourceText } from './sourceTexts';

const Workflow = v.object({
	name: v.optional(v.string(), ''),
	nodes: v.array(
		v.object({
			name: v.string(),
			type: v.string(),
			notes: v.optional(v.string(), ''),
			parameters: v.optional(v.record(v.string(), v.unknown()), {}),
		}),
	),
});

/** Parameters of stock nodes that an operator or approver reads: sticky notes, forms and emails. */
const READ = ['content', 'formTitle', 'formDescription', 'subject', 'message', 'text'];

/** Names, notes and texts of an exported workflow. An expression is `…`. */
export function textsOfWorkflow(json: string): SourceText[] {
	const { name, nodes } = v.parse(Workflow, JSON.parse(json));
	const lineOf = (text: string): number => {
		const at = json.indexOf(JSON.stringify(text).slice(1, -1).slice(0, 60));
		return at < 0 ? 1 : json.slice(0, at).split('\n').length;
	};
	const found: SourceText[] = [{ kind: 'label', text: name, line: 1 }];
	for (const node of nodes) {
		const texts = READ.map((each) => node.parameters[each]);
		found.push({ kind: 'label', text: node.name, line: lineOf(node.name) });
		for (const text of messagesIn(node.parameters['assignments']))
			found.push({ kind: 'message', text, line: lineOf(text) });
		for (const text of [node.notes, ...texts].filter((each) => typeof each === 'string'))
			found.push({
				kind: node.type.endsWith('.stickyNote') ? 'comment' : 'message',
				text: text.replace(/^=/, '').replace(/\{\{[\s\S]*?\}\}/g, '…'),
				line: lineOf(text),
			});
	}
	// A note is one line of JSON, so the line of a sentence in it says nothing.
	return found.filter(({ text }) => text !== '');
}

/** Subjects and texts that an Edit Fields node prepares for a message. */
const Assignments = v.object({
	assignments: v.array(v.object({ name: v.string(), value: v.unknown() })),
});

/** The texts of the messages that a node prepares. Of an expression these are its quoted parts. */
function messagesIn(parameter: unknown): string[] {
	if (!v.is(Assignments, parameter)) return [];
	return parameter.assignments
		.filter(({ name }) => READ.includes(name))
		.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
		.map((value) =>
			value.startsWith('={{')
				? [...value.matchAll(/'([^']*)'/g)].map(([, text = '']) => text.trim()).join(' … ')
				: value,
		);
}
