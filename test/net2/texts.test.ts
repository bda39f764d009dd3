import { describe, expect, it } from 'vitest';
import { apiUrl, encodeQuery, normaliseBaseUrl } from '../../nodes/PaxtonNet2/net2/baseUrl';
import { readFlag, readInteger } from '../../nodes/PaxtonNet2/net2/caseInsensitive';
import { safeServerText } from '../../nodes/PaxtonNet2/net2/safeServerText';

describe('the address of the server', () => {
	it.each([
		['https://net2.example.local:8443', 'https://net2.example.local:8443'],
		['https://net2.example.local:8443/', 'https://net2.example.local:8443'],
		['https://net2.example.local:8443/api/v1', 'https://net2.example.local:8443'],
		['https://net2.example.local:8443/API/V1//', 'https://net2.example.local:8443'],
		['https://net2.example.local:8443/api/', 'https://net2.example.local:8443'],
		['http://10.0.0.5:8080/webapihelp', 'http://10.0.0.5:8080'],
		['http://10.0.0.5:8080/webapihelp/index.html', 'http://10.0.0.5:8080'],
		['  HTTPS://Net2.Example.Local  ', 'https://net2.example.local'],
		['https://proxy.example/net2/api/v1/', 'https://proxy.example/net2'],
		['https://[::1]:8443', 'https://[::1]:8443'],
	])('%s', (typed, expected) => {
		expect(normaliseBaseUrl(typed)).toBe(expected);
	});

	it.each([
		'',
		'   ',
		'net2.example.local:8443',
		'ftp://net2',
		'https://',
		'https://ho st',
		'https://user:canary@net2',
		'https://canary@net2',
		'https://net2/?x=1',
		'https://net2/#x',
		'javascript:alert(1)',
	])('refuses %j without repeating it', (typed) => {
		expect(() => normaliseBaseUrl(typed)).toThrowError(
			expect.objectContaining({
				reason: 'badInput',
				explanation: expect.not.stringContaining('canary'),
			}),
		);
	});

	it('encodes so that no plus sign and no quote travels', () => {
		expect(encodeQuery({ query: "N'a b+c''é'" })).toBe('query=N%27a%20b%2Bc%27%27%C3%A9%27');
		expect(apiUrl('http://h', '/users/1', { a: '1' })).toBe('http://h/api/v1/users/1?a=1');
	});
});

describe('what a server says about a failure', () => {
	const say = (body: unknown, secrets: string[] = []) =>
		safeServerText(
			new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
			secrets,
		);

	it.each<[string, unknown, string]>([
		[
			'message',
			{ message: ': Card 1234 has already been issued.' },
			'Card ••34 has already been issued.',
		],
		['Message', { Message: 'Denied.' }, 'Denied.'],
		['error', { error: 'invalid_grant' }, 'invalid_grant'],
		['error_description first', { error: 'x', error_description: 'Because.' }, 'Because.'],
		[
			'ModelState',
			{ Message: 'Invalid.', ModelState: { pin: ['Too long.', 7] } },
			'Invalid. Too long.',
		],
		['modelState alone', { modelState: { pin: ['Too long.'] } }, 'Too long.'],
		['a bare text', '"Just text"', 'Just text'],
		['short numbers', { message: 'id 123 of 7' }, 'id 123 of 7'],
		['long numbers', { message: 'card 12345678' }, 'card ••••••78'],
		['a web page', '<html><body>nginx</body></html>', ''],
		['a page in a message', { message: '<b>no</b>' }, ''],
		['nothing', '', ''],
		['broken JSON', '{"message":"x', ''],
		['a list', [1, 2], ''],
		['null', 'null', ''],
		['control characters', { message: 'a\u0000b\r\nc' }, 'a b c'],
	])('%s', (_name, body, expected) => {
		expect(say(body)).toBe(expected);
	});

	it('is shortened to 200 characters and contains no given secret', () => {
		expect(say({ message: 'x'.repeat(500) })).toHaveLength(200);
		expect(say({ message: 'password hunter2 is wrong' }, ['hunter2', ''])).toBe(
			'password … is wrong',
		);
	});
});

describe('flags and numbers', () => {
	it.each<[unknown, boolean | undefined]>([
		[true, true],
		['True', true],
		['true', true],
		[' FALSE ', false],
		[1, true],
		[0, false],
		['1', true],
		['yes', undefined],
		[2, undefined],
		[null, undefined],
	])('%j as a flag', (value, expected) => expect(readFlag(value)).toBe(expected));

	it.each<[unknown, number | undefined]>([
		[7, 7],
		['7', 7],
		[' -7 ', -7],
		['007', 7],
		[1.5, undefined],
		['1e3', undefined],
		['', undefined],
		[null, undefined],
		[2 ** 60, undefined],
		['9999999999999999', undefined],
	])('%j as a number', (value, expected) => expect(readInteger(value)).toBe(expected));
});
