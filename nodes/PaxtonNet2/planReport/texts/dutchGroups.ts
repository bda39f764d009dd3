import type { Texts } from './texts';

/** What the groups of users are called in Dutch. */
export const dutchGroups: Texts['groups'] = {
	leavers: {
		short: ['uit dienst', 'uit dienst'],
		heading: 'Vertrekkers',
		lead: 'Deze gebruikers verliezen toegang. Het rapport toont waarom, en of de toegang nu of op een datum eindigt.',
	},
	joiners: {
		short: ['in dienst', 'in dienst'],
		heading: 'Nieuwe medewerkers',
		lead: 'Deze medewerkers hebben nog geen gebruiker in Net2. De koppeling maakt die aan.',
	},
	rehires: {
		short: ['keren terug', 'keerden terug'],
		heading: 'Terugkerende medewerkers',
		lead: 'Een lijst heeft deze gebruikers eerder geblokkeerd. Zij krijgen weer toegang.',
	},
	movers: {
		short: ['wisselen', 'gewisseld'],
		heading: 'Functie- en afdelingswissels',
		lead: 'Deze gebruikers krijgen een andere afdeling of functie.',
	},
	changes: {
		short: ['overig', 'overig'],
		heading: 'Overige wijzigingen',
		lead: 'Iets anders verschilt van de lijst, zoals een naam, een datum of een toegangsniveau.',
	},
	notes: {
		short: ['met notitie', 'met notitie'],
		heading: 'Notities van de koppeling',
		lead: 'De koppeling schrijft in het markeringsveld dat deze lijst deze gebruikers beheert. Hun toegang blijft zoals die is.',
	},
	blocked: {
		short: ['blijven geblokkeerd', 'blijven geblokkeerd'],
		heading: 'Op de lijst, maar geblokkeerd in Net2',
		lead: 'Er gebeurt niets met deze gebruikers, want een persoon kan hen hebben geblokkeerd. De verschillen staan erbij.',
	},
	orphans: {
		short: ['niet op de lijst', 'niet op de lijst'],
		heading: 'Actief in Net2, maar niet op de lijst',
		lead: 'Er gebeurt niets met deze gebruikers. Is een van hen vertrokken, vraag HR dan om de lijst te verbeteren.',
	},
	duplicates: {
		short: ['dubbele nummers', 'dubbele nummers'],
		heading: 'Personeelsnummers van meerdere gebruikers',
		lead: 'Er gebeurt niets met deze gebruikers, want de lijst kan ieder van hen bedoelen.',
	},
	disabled: {
		short: ['verliezen toegang', 'zonder toegang'],
		heading: 'Geblokkeerd',
		lead: 'Deze gebruikers verliezen toegang.',
	},
	deleted: {
		short: ['verwijderd', 'verwijderd'],
		heading: 'Verwijderd',
		lead: 'Deze gebruikers worden definitief verwijderd.',
	},
	revoked: {
		short: ['verliezen niveaus', 'minder niveaus'],
		heading: 'Toegangsniveaus verwijderd',
		lead: 'Deze gebruikers verliezen toegangsniveaus.',
	},
	created: {
		short: ['aangemaakt', 'aangemaakt'],
		heading: 'Aangemaakt',
		lead: 'Deze gebruikers zijn nieuw in Net2.',
	},
	enabled: {
		short: ['krijgen toegang', 'met toegang'],
		heading: 'Toegang gegeven',
		lead: 'Deze gebruikers krijgen toegang.',
	},
	granted: {
		short: ['krijgen niveaus', 'meer niveaus'],
		heading: 'Toegangsniveaus toegevoegd',
		lead: 'Deze gebruikers krijgen toegangsniveaus.',
	},
	updated: {
		short: ['wijzigen', 'gewijzigd'],
		heading: 'Gewijzigd',
		lead: 'Van deze gebruikers verandert iets.',
	},
	unchanged: {
		short: ['ongewijzigd', 'ongewijzigd'],
		heading: 'Ongewijzigd',
		lead: 'Van deze gebruikers verandert niets.',
	},
};
