import { catalogue } from './message';

const ADDRESS_REMEDY =
	"Set 'Base URL' in the credential to the address of the Net2 server, for example https://net2.example.local:8443.";

const LISTENER_REMEDY =
	"Check the port in 'Base URL' of the credential. Net2 uses 8443 for https and 8080 for http. Check that the Local " +
	'API is enabled in the Net2 configuration utility, and that the Net2 Nginx Service runs.';

const PROXY_REMEDY =
	'Check HTTPS_PROXY and HTTP_PROXY of this n8n. Or list the Net2 server in NO_PROXY to connect directly.';

const LOST_WRITE_REMEDY =
	'Check the user in Net2, or run the operation again. It reads before it writes.';

const CANCELLED_REMEDY = 'Start it again if needed.';

/** The way to the Net2 server: its address, the connection to it, and whether a whole reply came back. */
export const serverMessages = catalogue({
	noAddress: {
		reason: 'badInput',
		message: 'The Net2 address is empty.',
		remedy: ADDRESS_REMEDY,
	},
	addressWithoutScheme: {
		reason: 'badInput',
		message: 'The Net2 address must begin with https:// or http://.',
		remedy: ADDRESS_REMEDY,
	},
	badAddress: {
		reason: 'badInput',
		message: 'The Net2 address is not a valid URL.',
		remedy: ADDRESS_REMEDY,
	},
	addressWithUser: {
		reason: 'badInput',
		message: 'The Net2 address contains a user name or a password.',
		remedy: "Remove them from 'Base URL'. The fields 'Operator' and 'Password' are for them.",
	},
	addressWithQuery: {
		reason: 'badInput',
		message: 'The Net2 address must not contain a ? or a #.',
		remedy: ADDRESS_REMEDY,
	},
	addressBlocked: {
		reason: 'unreachable',
		message: "n8n's protection against requests to internal addresses blocks the Net2 server.",
		remedy:
			'Add the server to N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES of this n8n, and restart n8n.',
	},
	noConnection: {
		reason: 'unreachable',
		message: 'Nothing answered the connection attempt to the Net2 server {host}.',
		remedy:
			"Check 'Base URL' in the credential, and the firewall between this machine and the server.",
	},
	unknownHost: {
		reason: 'unreachable',
		message: 'The host name of the Net2 server {host} is unknown.',
		remedy: "Check 'Base URL' in the credential, and that this machine can resolve the name.",
	},
	hostNotResolved: {
		reason: 'unreachable',
		message: 'The host name of the Net2 server {host} could not be resolved just now.',
		remedy: 'Check the DNS settings of this machine, and try again.',
	},
	connectionRefused: {
		reason: 'unreachable',
		message: 'The Net2 server {host} refuses connections on this port.',
		remedy: LISTENER_REMEDY,
	},
	connectionClosed: {
		reason: 'unreachable',
		message: 'The Net2 server {host} closed the connection at once.',
		remedy: 'Check that the Net2 services run and that no firewall blocks this machine.',
	},
	proxySilent: {
		reason: 'unreachable',
		message: 'The proxy {proxy} does not answer. Nothing was sent to the Net2 server.',
		remedy: PROXY_REMEDY,
	},
	proxyUnknown: {
		reason: 'unreachable',
		message: 'The proxy {proxy} has an unknown host name. Nothing was sent to the Net2 server.',
		remedy: PROXY_REMEDY,
	},
	proxyRefuses: {
		reason: 'unreachable',
		message: 'The proxy {proxy} refuses connections. Nothing was sent to the Net2 server.',
		remedy: PROXY_REMEDY,
	},
	proxyAnswered: {
		reason: 'unreachable',
		message:
			'The proxy {proxy} answered {status} instead of connecting to the Net2 server. Nothing was sent to the Net2 server.',
		remedy: PROXY_REMEDY,
	},
	proxyNeedsPassword: {
		reason: 'unreachable',
		message:
			'The proxy {proxy} answered 407 instead of connecting to the Net2 server. Nothing was sent to the Net2 server.',
		remedy:
			'Add user and password to HTTPS_PROXY or HTTP_PROXY of this n8n. Or list the Net2 server in NO_PROXY.',
	},
	readTimedOut: {
		reason: 'timeout',
		message: 'Net2 did not answer in time.',
		remedy: "Try again later, or raise 'Timeout' in the options of the node.",
	},
	writeTimedOut: {
		reason: 'unknownOutcome',
		message: 'Net2 did not answer in time, so Net2 may or may not have made the change.',
		remedy: LOST_WRITE_REMEDY,
	},
	readBrokeOff: {
		reason: 'unreachable',
		message: 'The connection to Net2 broke before the whole reply arrived.',
		remedy: 'Check that the Net2 services run, and try again.',
	},
	httpReadBrokeOff: {
		reason: 'unreachable',
		message: 'The connection to Net2 broke before the whole reply arrived.',
		remedy:
			"Check that the Net2 services run, and try again. If the port is 8443, write https:// in 'Base URL'.",
	},
	writeBrokeOff: {
		reason: 'unknownOutcome',
		message:
			'The connection to Net2 broke before the whole reply arrived, so Net2 may or may not have made the change.',
		remedy: LOST_WRITE_REMEDY,
	},
	readTooLarge: {
		reason: 'badReply',
		message: 'The reply of Net2 was larger than {most} MiB, the most that the node accepts.',
		remedy:
			"Check that 'Base URL' in the credential is the address of the Net2 Local API. If the site has so many users, raise 'Max Reply Size (MiB)' in the credential.",
	},
	writeTooLarge: {
		reason: 'unknownOutcome',
		message:
			'The reply of Net2 was larger than {most} MiB, the most that the node accepts. Net2 may or may not have made the change.',
		remedy: LOST_WRITE_REMEDY,
	},
	cancelled: {
		reason: 'cancelled',
		message: 'The run was cancelled.',
		remedy: CANCELLED_REMEDY,
	},
	waitCancelled: {
		reason: 'cancelled',
		message: 'The execution was cancelled.',
		remedy: CANCELLED_REMEDY,
	},
});
