/**
 * As much of jsdom as is used here. Its published types include the browser's globals. Then it would stay unnoticed
 * that the node uses one.
 */
declare module 'jsdom' {
	export class VirtualConsole {}
	export class JSDOM {
		constructor(
			html: string,
			options: { runScripts: 'dangerously'; virtualConsole?: VirtualConsole },
		);
		readonly window: { eval(code: string): unknown; close(): void };
	}
}
