/**
 * Words in the name of an access level that show that it opens very much, or a room that matters. English, Dutch and
 * German. Net2 lists levels by name alone, and the doors of each would cost a request. So the name is all there is,
 * and the report says so. An approver also sees every level that a run adds with its users, marked or not.
 */
const WORDS = [
	// Everything, or always. Net2 itself comes with "All hours, all doors".
	'all (doors|areas|hours|access|zones|sites|buildings|floors)',
	'(full|unlimited|unrestricted|total|global) ?access',
	'24 ?[/x] ?7',
	'master',
	'everywhere',
	'whole (site|building)',
	'all(e|es)? (deuren|uren|gebieden|zones|gebouwen|verdiepingen|toegang)',
	'(volledige|onbeperkte) toegang',
	'onbeperkt',
	'hele (gebouw|pand|locatie)',
	'hoofdsleutel',
	'alle (türen|bereiche|gebäude|zeiten)',
	'generalschlüssel',
	'unbeschränkt',
	// Rooms that matter, and people who can change the system.
	'server',
	'data ?cent(er|re|rum)',
	'comms room',
	'vault',
	'strong ?room',
	'cash (office|room)',
	'pharmacy',
	'plant ?room',
	'security',
	'admin(istrator)?s?',
	'kluis',
	'beveiliging',
	'meterkast',
	'technische ruimte',
	'apotheek',
	'rechenzentrum',
	'tresor',
	'sicherheit',
	'technikraum',
];
const POWERFUL = new RegExp(`(?<!\\p{L})(${WORDS.join('|')})`, 'u');

/** Whether the name of an access level says that it gives wide access, or access to a room that matters. */
export function isPowerful(levelName: string): boolean {
	return POWERFUL.test(
		levelName
			.normalize('NFKC')
			.toLowerCase()
			.replace(/[\s_-]+/g, ' '),
	);
}
