import axe from 'axe-core';
import { JSDOM, VirtualConsole } from 'jsdom';
import * as v from 'valibot';

const PageState = v.object({
	elements: v.array(v.string()),
	attributes: v.array(v.string()),
	text: v.string(),
	alerts: v.array(v.unknown()),
});

/**
 * The page in a real DOM, with scripts running. It shows the kinds of its elements, its text, and whatever was
 * alerted. It also shows the attributes as `name=value`, without class and id.
 */
export function inDom(page: string): v.InferOutput<typeof PageState> {
	const watched = page.replace(
		'<head>',
		'<head><script>window.alert = (x) => (window.said ??= []).push(x);</script>',
	);
	const { window } = new JSDOM(watched, {
		runScripts: 'dangerously',
		virtualConsole: new VirtualConsole(),
	});
	const seen = v.parse(
		PageState,
		window.eval(`
			document.querySelector('script').remove();
			const all = [...document.querySelectorAll('*')];
			for (const element of all) element.dispatchEvent(new Event('error'));
			({
				elements: [...new Set(all.map((element) => element.localName))].sort(),
				attributes: all.flatMap((element) =>
					[...element.attributes]
						.filter(({ name }) => name !== 'class' && name !== 'id')
						.map(({ name, value }) => name + '=' + value)),
				text: document.body.textContent,
				alerts: window.said ?? [],
			});
		`),
	);
	window.close();
	return seen;
}

const Violations = v.array(v.object({ id: v.string() }));

/** What axe finds wrong, by rule. Contrast needs a browser that paints: see page.e2e.ts. */
export async function axeFinds(page: string): Promise<string[]> {
	const { window } = new JSDOM(page, {
		runScripts: 'dangerously',
		virtualConsole: new VirtualConsole(),
	});
	const found = await window.eval(`${axe.source};
		axe.run(document, { rules: { 'color-contrast': { enabled: false } } }).then((told) => told.violations);
	`);
	window.close();
	return v.parse(Violations, found).map(({ id }) => id);
}
