import { Net2Error } from '../../net2/errors';
import { countsForWrites, parseSiteProfile, type SiteProfile } from '../../net2/siteProfile';
import { ok, warning, type Finding } from './finding';

/**
 * The finding about the site profile of the credential, and the profile itself.
 *
 * @param text as typed into the credential; undefined if there is none
 * @param version of the server, as it reports it; null if it does not
 */
export function siteProfileFinding(
	text: string | undefined,
	version: string | null,
): { finding: Finding; profile: SiteProfile | null } {
	if (text === undefined) {
		const finding = ok(
			'siteProfile',
			'The credential has no site profile, so the node works with safe assumptions.',
			"Run 'Connection: Rehearse' once in the editor, and copy 'siteProfile' into the credential.",
		);
		return { finding, profile: null };
	}
	try {
		const profile = parseSiteProfile(text);
		return { finding: findingOf(profile, version), profile };
	} catch (error) {
		if (!(error instanceof Net2Error)) throw error;
		return { finding: warning('siteProfile', error.message, error.remedy), profile: null };
	}
}

function findingOf(profile: SiteProfile, version: string | null): Finding {
	const content = contentOf(profile);
	if (countsForWrites(profile, version))
		return ok(
			'siteProfile',
			`The site profile was made with this Net2, version ${version}. ${content}`,
		);
	if (profile.net2Version === version)
		return warning(
			'siteProfile',
			`The node does not follow the site profile when it writes, because the server reports no version. ${content}`,
			"Give the operator the right to read server settings, and run 'Connection: Rehearse' again. Until then, the node writes by safe assumptions.",
		);
	const [then, now] = [profile.net2Version ?? 'unknown', version ?? 'unknown'];
	return warning(
		'siteProfile',
		`The site profile was made with Net2 version ${then}, and the server now reports version ${now}. ${content}`,
		"Run 'Connection: Rehearse' again, and copy its 'siteProfile' into the credential.",
	);
}

/** What matters most to the node, in one or two sentences. */
function contentOf(profile: SiteProfile): string {
	const { putForm, clearLevels, maxQueryLength, eventDialect } = profile;
	const lost = putForm === null ? 'unknown' : putForm.lost.join(', ') || 'nothing';
	return [
		`A change loses what it leaves out: ${lost}.`,
		`Access levels are cleared by: ${clearLevels ?? 'unknown'}.`,
		`Longest query: ${maxQueryLength ?? 'unknown'}.`,
		`Events by: ${eventDialect ?? 'unknown'}.`,
	].join(' ');
}
