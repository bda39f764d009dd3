/** A mail as its reader sees it, with each attachment by its name (RFC 2045, RFC 2046). */
export interface Mail {
	to: string;
	subject: string;
	text: string;
	attachments: Map<string, string>;
}

export function readMail(message: string): Mail {
	const [head, body] = halves(message);
	const mail: Mail = {
		to: header(head, 'To'),
		subject: header(head, 'Subject'),
		text: '',
		attachments: new Map(),
	};
	for (const part of partsOf(head, body)) {
		const name = /filename="?([^";\r\n]+)/.exec(part.head)?.[1];
		if (name === undefined) mail.text += part.text;
		else mail.attachments.set(name, part.text);
	}
	return mail;
}

function partsOf(head: string, body: string): Array<{ head: string; text: string }> {
	const boundary = /boundary="?([^";\r\n]+)/.exec(head)?.[1];
	if (boundary === undefined) return [{ head, text: decoded(head, body) }];
	return body
		.split(`--${boundary}`)
		.slice(1, -1)
		.flatMap((part) => {
			const [partHead, partBody] = halves(part.replace(/^\r\n/, ''));
			return partsOf(partHead, partBody);
		});
}

function halves(message: string): [head: string, body: string] {
	const end = message.indexOf('\r\n\r\n');
	if (end === -1) throw new Error(`This is no mail: ${message.slice(0, 200)}`);
	// A long header goes on in the next line.
	return [message.slice(0, end).replace(/\r\n[ \t]+/g, ' '), message.slice(end + 4)];
}

function header(head: string, name: string): string {
	return new RegExp(`^${name}: (.*)$`, 'm').exec(head)?.[1]?.trim() ?? '';
}

function decoded(head: string, body: string): string {
	const encoding = header(head, 'Content-Transfer-Encoding').toLowerCase();
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
	if (encoding !== 'quoted-printable') return body;
	const bytes = body
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString();
}
