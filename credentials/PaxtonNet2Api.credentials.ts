import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const secondFactor: INodeProperties[] = [
	{
		displayName: 'Second Factor',
		name: 'mfaType',
		type: 'options',
		options: [
			{
				name: 'None',
				value: 'none',
				description: 'The operator signs in with a password alone. Best for unattended runs.',
			},
			{
				name: 'Authenticator App (OTP)',
				value: 'otp',
				description: 'The node makes its own codes from the secret below',
			},
			{
				name: 'Email',
				value: 'email',
				description: 'Net2 emails a code to the operator at each sign-in',
			},
		],
		default: 'none',
		description: 'Second factor that Net2 requires from this operator (Net2 7 and later)',
	},
	{
		displayName: 'Authenticator Secret',
		name: 'mfaSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { mfaType: ['otp'] } },
		placeholder: 'e.g. otpauth://totp/Net2:operator?secret=…',
		description:
			'Secret behind the QR code of the authenticator app. Write it in base32 or as an otpauth:// address. The node makes a code from it at each sign-in.',
	},
	{
		displayName: 'One-Time Code',
		name: 'mfaCode',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { mfaType: ['email', 'otp'] } },
		placeholder: 'e.g. 123456',
		description:
			'Code for a single sign-in. The node sends it only once. Leave empty if you give an authenticator secret.',
	},
];

/** A certificate is public, and a masked field would lose its line breaks. */
const transportSecurity: INodeProperties[] = [
	{
		displayName: 'CA Certificate',
		name: 'caCertificate',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		placeholder: 'e.g. -----BEGIN CERTIFICATE-----…',
		description:
			'Certificate (PEM) to trust in addition to those of the system. Net2 makes its own. Paste the contents of Net2LocalAPI.crt from the folder nginx\\certificate of the Net2 server.',
	},
	{
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'allowUnauthorizedCerts',
		type: 'boolean',
		default: false,
		description:
			'Whether to connect although the certificate of the server is not trusted. Others in the network could then read the password, so paste the certificate above instead.',
	},
	{
		displayName: 'Max TLS Version',
		name: 'maxTlsVersion',
		type: 'options',
		options: [
			{ name: 'Default', value: 'default', description: 'The newest version that both sides know' },
			{
				name: 'TLS 1.2',
				value: '1.2',
				description: 'For servers and firewalls that reset or drop the TLS 1.3 handshake',
			},
		],
		default: 'default',
		description:
			'Newest TLS version to use. Keep the default unless an error message mentions TLS 1.2.',
	},
	{
		displayName: 'Max Reply Size (MiB)',
		name: 'maxReplySize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 256 },
		default: 32,
		description:
			'Longest reply that the node accepts from Net2. The default is enough for tens of thousands of users. Raise it only if an error message mentions it, because longer replies take more memory of n8n.',
	},
];

const behaviour: INodeProperties[] = [
	{
		displayName: 'Site Profile',
		name: 'siteProfile',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. {"version":1,…}',
		description:
			'JSON from Connection: Rehearse that describes how this Net2 server behaves. It contains no personal data. Leave empty to use safe assumptions.',
	},
	{
		displayName: 'Marker Secret',
		name: 'markerSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'Secret that protects the entries in the marker field against forgery. Leave empty to use the client ID. If you change it, the node no longer accepts earlier entries.',
	},
];

/**
 * An operator of one Net2 server. There is no `authenticate` and no `test` here, because the node uses its own client. Only
 * that client honours the certificate below, so it also tests the credential (`testedBy`).
 */
export class PaxtonNet2Api implements ICredentialType {
	name = 'paxtonNet2Api';

	displayName = 'Paxton Net2 API';

	icon = { light: 'file:paxtonNet2.svg', dark: 'file:paxtonNet2.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-paxton-net2';

	properties: INodeProperties[] = [
		{
			displayName:
				'You need a Net2 operator and an API licence file on the Net2 server. The Local API must be on in the Net2 configuration utility.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://net2.example.local:8443',
			description:
				'Address of the Net2 Local API, with or without /api/v1. Net2 uses port 8443 for https and 8080 for http.',
		},
		{
			displayName: 'Operator',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. System engineer',
			description: 'First and last name of the operator, exactly as Net2 shows them',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Password of the Net2 operator',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 00000000-0000-0000-0000-000000000001',
			description:
				'Client ID of the API licence. It is the name of the .lic file without its ending, or the ClientID inside the file.',
		},
		...secondFactor,
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/London',
			description:
				'IANA time zone of the site. If empty, the offset in the dates of Net2 is used. If Net2 shows none, it is the time zone of the workflow.',
		},
		...transportSecurity,
		...behaviour,
	];
}
