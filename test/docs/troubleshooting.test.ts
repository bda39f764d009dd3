import { expect, test } from 'vitest';
import { read } from './markdown';
import { allMessages, allReasons } from './messages';

const all = allMessages();
const page = read('docs/troubleshooting.md');
const headings = [...page.matchAll(/^## `([^`]+)`/gm)].map(([, reason = '']) => reason);

test('every reason of an error has its place, and every place is of a reason', () => {
	expect([...headings].sort()).toEqual([...allReasons()].sort());
});

test('every message that is quoted is one of the source', () => {
	const messages = all.map(({ message }) => message);
	const quoted = [...page.matchAll(/^\| _(.+?)_ +\|/gm)].map(([, message = '']) => message);
	expect(quoted.length).toBeGreaterThan(30);
	expect(quoted.filter((message) => !messages.some((one) => one.startsWith(message)))).toEqual([]);
});

test('messages are found in every way that the source makes them', () => {
	const find = (text: string) => all.find(({ message }) => message === text);
	expect(find('The user was deleted meanwhile.')).toMatchObject({ reason: 'conflict' });
	expect(find('The Net2 server refuses connections on this port.')).toMatchObject({
		reason: 'unreachable',
		remedy: expect.stringContaining('Net2 Nginx Service'),
	});
	expect(find('Net2 has no such user (404 at … …).')).toMatchObject({ reason: 'notFound' });
	expect(find('The parameter "Date" is empty.')).toMatchObject({ reason: 'badInput' });
	for (const reason of allReasons())
		expect(all.filter((one) => one.reason === reason).length, reason).toBeGreaterThan(0);
});
