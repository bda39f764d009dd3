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
				description: 'With the secret below, runs make their own codes and need nobody',
			},
			{
				name: 'Email',
				value: 'email',
				description: 'Net2 mails a code to the operator at each sign-in',
			},
		],
		default: 'none',
		description: 'What Net2 asks this operator for beside the password (Net2 version 7 and later)',
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
			'The secret behind the QR code that the authenticator app scanned, in base32 or as an otpauth:// address. Codes are made from it at each sign-in.',
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
			'A code for one single sign-in; it is never sent twice. Leave empty when an authenticator secret is given.',
	},
];

/** A certificate is public, and as a masked field it would lose its lines. */
const transportSecurity: INodeProperties[] = [
	{
		displayName: 'CA Certificate',
		name: 'caCertificate',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		placeholder: 'e.g. -----BEGIN CERTIFICATE-----…',
		description:
			'Certificate (PEM) to trust beside those of the system. Net2 makes its own: paste the contents of Net2LocalAPI.crt, found in the folder nginx\\certificate of the Net2 server.',
	},
	{
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'allowUnauthorizedCerts',
		type: 'boolean',
		default: false,
		description:
			'Whether to connect even if the certificate of the server cannot be trusted. Anybody in between could then read the password; paste the certificate above instead.',
	},
];

/**
 * An operator of one Net2 server. There is no `authenticate` and no `test` here: the node speaks to Net2
 * through its own client, which honours the certificate below, and tests the credential with it (`testedBy`).
 */
export class PaxtonNet2Api implements ICredentialType {
	name = 'paxtonNet2Api';

	displayName = 'Paxton Net2 API';

	icon = { light: 'file:paxtonNet2.svg', dark: 'file:paxtonNet2.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-paxton-net2';

	properties: INodeProperties[] = [
		{
			displayName:
				'You need a Net2 operator and an API licence file on the Net2 server, with the Local API switched on in the Net2 configuration utility.',
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
				'Address of the Net2 Local API, with or without /api/v1. Net2 uses port 8443 for HTTPS and 8080 for HTTP.',
		},
		{
			displayName: 'Operator',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. System engineer',
			description: 'Name of the Net2 operator, first and last name exactly as Net2 shows it',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Password of that Net2 operator',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 00000000-0000-0000-0000-000000000001',
			description:
				'Client ID of the API licence: the name of the .lic file without its ending, or the ClientID written in it',
		},
		...secondFactor,
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Europe/London',
			description:
				'IANA time zone of the site whose doors these are. Leave empty to use the offset that Net2 shows in its dates, else the time zone of the workflow.',
		},
		...transportSecurity,
	];
}
