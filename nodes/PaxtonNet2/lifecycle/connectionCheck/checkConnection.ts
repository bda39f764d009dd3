import { correlationFieldId } from '../../mapping/fields';
import { Net2Error, endsTheRun } from '../../net2/errors';
import type { CustomField, ServerCertificate, User } from '../../net2/model';
import { explain, failed } from '../report/report';
import type { Run } from '../run/request';
import type { Failure } from '../run/result';
import { good, look, type Finding } from './finding';
import { rightsFindings, rightsOf, type Rights } from './rights';
import {
	secondFactorFinding,
	secondFactorTold,
	type SecondFactorTold,
	type SignInState,
} from './secondFactor';
import { timeZoneFinding, timeZoneTold, type TimeZoneTold } from './timeZone';
import {
	certificateFinding,
	certificateTold,
	clockDifference,
	clockFinding,
	type CertificateTold,
} from './certificate';

export type { SignInState } from './secondFactor';

/** What the check needs beside the client: the door it comes in by. */
export interface ConnectionProbe {
	/** Null where there is none to see. */
	certificate(): Promise<ServerCertificate | null>;
	/** Signs in, or renews what is about to end. @throws Net2Error as the sign-in does */
	signIn(): Promise<void>;
	state(): SignInState | undefined;
	/** The sign-in, sealed for `options.session`. */
	sealed(): Promise<string | undefined>;
}

/** Everything that must be right before people depend on it. */
export interface ConnectionReport {
	operation: string;
	outcome: 'signedIn';
	operator: string;
	server: {
		origin: string;
		version: string | null;
		productType: string | null;
		/** Null where the server does not tell. */
		lite: boolean | null;
		/** Its clock minus that of n8n. */
		clockDifferenceSeconds: number | null;
	};
	certificate: CertificateTold | null;
	secondFactor: SecondFactorTold;
	rights: Rights;
	/** By id, as the site calls them. */
	customFields: CustomField[];
	timeZone: TimeZoneTold;
	findings: Finding[];
	/** The findings that somebody should look at, each with its advice. */
	warnings: string[];
	session: string | null;
}

/**
 * Looks at everything once, and writes nothing. Where signing in does not work, the failure says why, what to do, and what
 * was in order until there.
 */
export async function checkConnection(
	run: Run,
	door: ConnectionProbe,
): Promise<ConnectionReport | Failure> {
	const passed: string[] = [];
	try {
		return await lookAround(run, door, passed);
	} catch (error) {
		return failed(run, error, { done: passed });
	}
}

async function lookAround(
	run: Run,
	door: ConnectionProbe,
	passed: string[],
): Promise<ConnectionReport> {
	const { net2, clock } = run;
	const seen = await door.certificate();
	const certificate = certificateTold(seen, clock.now());
	const wire = certificateFinding(certificate, {
		origin: net2.origin,
		selfSigned: seen?.selfSigned === true,
	});
	if (seen !== null) passed.push(`${net2.origin} answers.`, wire.says);
	await door.signIn();
	passed.push(`Signed in as ${net2.operator}.`);

	const rights = await rightsOf(net2);
	const [version, productType, customFields, users] = await Promise.all([
		net2.server.version(),
		net2.server.productType(),
		rights.users === true ? run.directory.customFields() : [],
		rights.users === true ? readableUsers(run) : [],
	]);
	const clockDifferenceSeconds = clockDifference(net2.serverNow(), clock.now());
	const timeZone = timeZoneTold(run, users);
	const secondFactor = secondFactorTold(door.state());
	const lite = productType === null ? null : /lite/i.test(productType);
	const findings = [
		good('server', `${net2.origin} answers.`),
		wire,
		good('signIn', `Signed in as ${net2.operator}.`),
		secondFactorFinding(secondFactor),
		versionFinding(version, productType, lite === true),
		...rightsFindings(rights),
		...(rights.users === true ? [fieldsFinding(customFields)] : []),
		clockFinding(clockDifferenceSeconds),
		timeZoneFinding(timeZone, users),
	];
	return {
		operation: run.operation,
		outcome: 'signedIn',
		operator: net2.operator,
		server: { origin: net2.origin, version, productType, lite, clockDifferenceSeconds },
		certificate,
		secondFactor,
		rights,
		customFields,
		timeZone,
		findings,
		warnings: findings
			.filter(({ state }) => state === 'look')
			.map(({ says, advice }) => `${says} ${advice}`),
		session: (await door.sealed()) ?? null,
	};
}

/** Only for their dates, so a list that cannot be read is no reason to fail. */
async function readableUsers(run: Run): Promise<User[]> {
	return await run.directory.users().catch((error: unknown) => {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		return [];
	});
}

function versionFinding(version: string | null, type: string | null, lite: boolean): Finding {
	const told = [type, version].filter((text) => text !== null).join(' ');
	if (told === '')
		return good(
			'version',
			'The server does not tell its version.',
			'Net2 6.01 is the oldest with this API; 7 may ask for a second factor.',
		);
	if (lite)
		return look(
			'version',
			`Net2 is ${told}.`,
			'A Lite keeps one access level per person: grant one, or replace it knowingly with set.',
		);
	return good('version', `Net2 is ${told}.`);
}

function fieldsFinding(fields: CustomField[]): Finding {
	const named = fields.filter(({ name }) => name.trim() !== '');
	const list = named.map(({ id, name }) => `${id} ${name}`).join(', ');
	const says = `Custom fields: ${list === '' ? 'none is named' : list}.`;
	try {
		const key = correlationFieldId(undefined, fields);
		return good('customFields', says, `People are matched by field ${key}, unless told otherwise.`);
	} catch (error) {
		return look('customFields', says, explain(error).explanation);
	}
}
