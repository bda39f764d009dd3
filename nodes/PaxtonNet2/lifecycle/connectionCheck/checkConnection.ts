import { correlationFieldId } from '../../mapping/fields';
import { Net2Error, endsTheRun } from '../../net2/errors';
import type { CustomField, ServerCertificate, User } from '../../net2/model';
import type { SiteProfile } from '../../net2/siteProfile';
import { explainReported } from '../result/failure';
import { failed } from '../result/resultBuilder';
import type { Run } from '../run/request';
import type { Failure } from '../result/result';
import {
	certificateFindings,
	certificateSummary,
	clockDifference,
	clockFinding,
	type CertificateSummary,
} from './certificate';
import { byImportance, ok, warning, type Finding } from './finding';
import { rightsFindings, rightsOf, type Rights } from './rights';
import {
	secondFactorFinding,
	secondFactorSummary,
	type SecondFactorSummary,
	type SignInState,
} from './secondFactor';
import { siteProfileFinding } from './siteProfile';
import { timeZoneFinding, timeZoneSummary, type TimeZoneSummary } from './timeZone';

export type { SignInState } from './secondFactor';

/** What the check needs in addition to the client: the connection and the sign-in themselves. */
export interface ConnectionProbe {
	/** Null if there is none to see. */
	certificate(): Promise<ServerCertificate | null>;
	/** Signs in, or renews a sign-in that is about to end. @throws Net2Error as the sign-in does */
	signIn(): Promise<void>;
	state(): SignInState | undefined;
	/** The saved sign-in, sealed, for `options.session`. */
	sealed(): Promise<string | undefined>;
	/** What makes the connection insecure, each with its advice. */
	warnings: string[];
	/** As typed into the credential; undefined if there is none. */
	siteProfile: string | undefined;
}

/** Everything that must be in order before users depend on it. */
export interface ConnectionReport {
	operation: string;
	outcome: 'signedIn';
	summary: string;
	/** Warnings first, the most important at the top. */
	findings: Finding[];
	/** The findings that need attention, each with its advice. */
	warnings: string[];
	operator: string;
	server: {
		origin: string;
		version: string | null;
		productType: string | null;
		/** Null if the server does not report it. */
		lite: boolean | null;
		/** Its clock minus that of n8n. */
		clockDifferenceSeconds: number | null;
	};
	certificate: CertificateSummary | null;
	secondFactor: SecondFactorSummary;
	rights: Rights;
	/** By id, with the names of the site. */
	customFields: CustomField[];
	timeZone: TimeZoneSummary;
	/** Of the credential. Null if there is none, or it cannot be read. */
	siteProfile: SiteProfile | null;
	session: string | null;
}

/**
 * Checks everything once and writes nothing. If signing in fails, the failure says why, what to do, and what was in order
 * until then.
 */
export async function checkConnection(
	run: Run,
	probe: ConnectionProbe,
): Promise<ConnectionReport | Failure> {
	const passed: string[] = [];
	try {
		return await check(run, probe, passed);
	} catch (error) {
		return failed(run, error, { done: passed });
	}
}

async function check(
	run: Run,
	probe: ConnectionProbe,
	passed: string[],
): Promise<ConnectionReport> {
	const { net2, clock } = run;
	const seen = await probe.certificate();
	const certificate = certificateSummary(seen, clock.now());
	const aboutCertificate = certificateFindings(certificate, {
		origin: net2.origin,
		selfSigned: seen?.selfSigned === true,
	});
	const answers = `${net2.origin} answers.`;
	if (seen !== null) passed.push(answers, ...aboutCertificate.map(({ message }) => message));
	await probe.signIn();
	const signedIn = `Signed in as ${net2.operator}.`;
	passed.push(signedIn);

	const rights = await rightsOf(net2);
	const [version, productType, customFields, users] = await Promise.all([
		net2.server.version(),
		net2.server.productType(),
		rights.users === true ? run.reference.customFields() : [],
		rights.users === true ? readableUsers(run) : [],
	]);
	const clockDifferenceSeconds = clockDifference(net2.serverNow(), clock.now());
	const timeZone = timeZoneSummary(run, users);
	const secondFactor = secondFactorSummary(probe.state());
	const { finding: aboutProfile, profile } = siteProfileFinding(probe.siteProfile, version);
	const lite = productType === null ? null : /lite/i.test(productType);
	const findings = byImportance([
		...probe.warnings.map(securityFinding),
		...aboutCertificate,
		...rightsFindings(rights),
		...(rights.users === true ? [fieldsFinding(run, customFields)] : []),
		secondFactorFinding(secondFactor, version),
		clockFinding(clockDifferenceSeconds),
		timeZoneFinding(timeZone, users),
		aboutProfile,
		versionFinding(version, productType, lite === true),
		ok('server', answers),
		ok('signIn', signedIn),
	]);
	const warnings = findings
		.filter(({ status }) => status === 'warning')
		.map(({ message, advice }) => `${message} ${advice}`);
	return {
		operation: run.operation,
		outcome: 'signedIn',
		summary: summaryOf(net2.operator, warnings.length),
		findings,
		warnings,
		operator: net2.operator,
		server: { origin: net2.origin, version, productType, lite, clockDifferenceSeconds },
		certificate,
		secondFactor,
		rights,
		customFields,
		timeZone,
		siteProfile: profile,
		session: (await probe.sealed()) ?? null,
	};
}

function summaryOf(operator: string, count: number): string {
	const attention =
		count === 0 ? 'nothing needs' : count === 1 ? '1 finding needs' : `${count} findings need`;
	return `Signed in as ${operator}, and ${attention} attention`;
}

/** The warnings have one sentence on what is insecure, and the advice after it. */
function securityFinding(text: string): Finding {
	const end = text.indexOf('. ') + 1;
	return warning('security', text.slice(0, end), text.slice(end).trim());
}

/** Only their dates are used, so a list that cannot be read is no reason to fail. */
async function readableUsers(run: Run): Promise<User[]> {
	return await run.net2.users.listed().catch((error: unknown) => {
		if (!(error instanceof Net2Error) || endsTheRun(error.reason)) throw error;
		return [];
	});
}

function versionFinding(version: string | null, type: string | null, lite: boolean): Finding {
	const name = [type, version].filter((text) => text !== null).join(' ');
	if (name === '')
		return ok(
			'version',
			'The server does not report its version.',
			'The API needs Net2 6.01 or later.',
		);
	if (lite)
		return warning(
			'version',
			`Net2 is ${name}.`,
			"Net2 Lite keeps one access level per user. Use 'Access Level: Set' to replace it.",
		);
	return ok('version', `Net2 is ${name}.`);
}

function fieldsFinding(run: Run, fields: CustomField[]): Finding {
	const named = fields.filter(({ name }) => name.trim() !== '');
	const list = named.map(({ id, name }) => `${id} ${name}`).join(', ');
	const message = `Custom fields: ${list === '' ? 'none has a name' : list}.`;
	try {
		const key = correlationFieldId(undefined, fields);
		return ok(
			'customFields',
			message,
			`The node finds users by field ${key}, unless you choose another one.`,
		);
	} catch (error) {
		return warning('customFields', message, explainReported(run, error).explanation);
	}
}
