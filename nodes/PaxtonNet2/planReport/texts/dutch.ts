import { dutchGroups } from './dutchGroups';
import { dutchReasons } from './dutchReasons';
import { effects, exceeded, LIMIT_NAMES, plural } from './dutchSentences';
import type { Texts } from './texts';

/** The report in Dutch (docs/plan-report.md). */
export const dutch: Texts = {
	locale: 'nl-NL',
	languageNote: 'Meldingen van de koppeling staan in het Engels.',
	titles: {
		plan: 'Plan voor Net2',
		dryRun: 'Proefrun voor Net2',
		done: 'Uitgevoerde wijzigingen in Net2',
		empty: 'Geen wijzigingen in Net2',
	},
	facts: {
		heading: 'Over dit rapport',
		server: 'Net2-server',
		operator: 'Net2-operator',
		source: 'Bron',
		list: 'HR-lijst',
		made: 'Gemaakt op',
		settings: 'Instellingen',
		unknown: 'niet bekend',
		workflow: (name, executionId) =>
			`Workflow ${name}${executionId === '' ? '' : `, uitvoering ${executionId}`}`,
		listFacts: (employees, matched) =>
			`${plural(employees, 'medewerker', 'medewerkers')} op de lijst, ${plural(matched, 'actieve gebruiker', 'actieve gebruikers')} gevonden in Net2`,
	},
	settings: (settings) => [
		settings.listKind === 'full'
			? 'De lijst noemt alle medewerkers.'
			: 'De lijst noemt alleen gewijzigde medewerkers. Daarom telt geen gebruiker als ontbrekend.',
		...(settings.listKind === 'changes'
			? []
			: [
					{
						disable:
							'Gebruikers die deze koppeling beheert en die niet op de lijst staan, verliezen toegang.',
						report:
							'Gebruikers die niet op de lijst staan, worden gemeld. Er gebeurt niets met hen.',
						ignore: 'Gebruikers die niet op de lijst staan, worden genegeerd.',
					}[settings.missing],
				]),
		settings.reopen
			? 'Terugkerende medewerkers krijgen weer toegang als een lijst hen eerder heeft geblokkeerd.'
			: 'Terugkerende medewerkers krijgen door deze lijst geen toegang.',
		settings.leaversFirst
			? 'Als een veiligheidslimiet de rest tegenhoudt, verliezen medewerkers die volgens HR uit dienst zijn toch toegang.'
			: 'Als een veiligheidslimiet wordt overschreden, wordt er niets geschreven.',
		settings.scope.length === 0
			? 'De lijst geldt voor alle gebruikers van deze Net2.'
			: `De lijst geldt alleen voor gebruikers in deze afdelingen: ${settings.scope.join(', ')}.`,
		settings.leaverDepartment === ''
			? 'Vertrekkers blijven in hun afdeling.'
			: `Vertrekkers gaan naar de afdeling ${settings.leaverDepartment}.`,
		...(settings.protect.length === 0
			? []
			: [`De lijst wijzigt nooit deze gebruikers en afdelingen: ${settings.protect.join(', ')}.`]),
	],
	verdict: {
		effects,
		plan: (parts) => `Als u dit plan goedkeurt, ${parts}.`,
		blocked: (parts) => `Een veiligheidslimiet houdt dit plan tegen. Zonder de limiet ${parts}.`,
		nothing: {
			plan: 'Er hoeft niets te veranderen in Net2.',
			dryRun: 'Dit was een proefrun. Er zou niets veranderen in Net2.',
			done: 'Er is niets gewijzigd in Net2.',
		},
		dryRun: (parts) => `Dit was een proefrun. Als u deze echt uitvoert, ${parts}.`,
		done: (parts) => `In Net2 ${parts}.`,
		leaversOnly: {
			plan: 'Als u dit plan toch uitvoert, worden alleen vertrekkers geblokkeerd.',
			done: 'Een veiligheidslimiet hield de rest tegen. Daarom zijn alleen vertrekkers geblokkeerd.',
		},
		notWritten: 'Er is nog niets geschreven.',
		left: (errors, stage) =>
			stage === 'plan'
				? `${plural(errors, 'regel kan niet verwerkt worden en blijft', 'regels kunnen niet verwerkt worden en blijven')} buiten het plan.`
				: `${plural(errors, 'item eindigde', 'items eindigden')} met een fout.`,
		checked: 'De koppeling heeft elke wijziging teruggelezen uit Net2.',
		unchecked: (count) =>
			`De koppeling heeft ${plural(count, 'wijziging', 'wijzigingen')} niet teruggelezen uit Net2.`,
		exceeded,
	},
	figures: {
		label: 'Inhoud',
		errors: 'met een fout',
		unchanged: 'ongewijzigd',
		approve: 'Zo keurt u goed',
	},
	groups: dutchGroups,
	columns: {
		user: 'Gebruiker',
		whyAndWhen: 'Waarom, en wanneer de toegang eindigt',
		access: 'Toegang',
		changes: 'Wijzigingen',
		why: 'Waarom',
		level: 'Toegangsniveau',
		users: 'Gebruikers die het krijgen',
	},
	user: {
		number: (key) => `Nummer ${key}`,
		id: (id) => `Net2-gebruiker ${id}`,
		unnamed: 'Geen naam',
	},
	reasons: {
		endDate: 'Einddatum op de HR-lijst',
		status: 'Status op de HR-lijst',
		absent: 'Staat niet op de HR-lijst',
		overdue: 'Te laat: de einddatum op de HR-lijst is al eerder verstreken',
		startDate: 'De startdatum op de HR-lijst ligt in de toekomst',
	},
	overdue: 'Te laat',
	access: {
		endsNow: (stage) =>
			({
				plan: 'De toegang eindigt zodra het plan wordt uitgevoerd.',
				dryRun: 'De toegang zou nu eindigen.',
				done: 'De toegang is geëindigd.',
			})[stage],
		endsOn: (date) => `De toegang eindigt op ${date}.`,
		endDate: (date) => `Einddatum in Net2: ${date}.`,
		untilStart: (date) => `De toegang stopt nu en begint weer op ${date}.`,
		endedBefore: 'De einddatum blijft. Alleen de getoonde wijzigingen worden gemaakt.',
		startsNow: (stage) =>
			({
				plan: 'De toegang begint zodra het plan wordt uitgevoerd',
				dryRun: 'De toegang zou nu beginnen',
				done: 'De toegang is begonnen',
			})[stage],
		startsOn: (date) => `De toegang begint op ${date}`,
		until: (date) => `en eindigt op ${date}`,
		none: 'Geen toegang: de gebruiker wordt geblokkeerd aangemaakt.',
		noLevel: 'Geen toegangsniveau, dus de gebruiker opent nog geen deur.',
	},
	levels: {
		heading: 'Toegangsniveaus die gebruikers krijgen',
		lead: 'Elk toegangsniveau dat wordt toegevoegd, met de gebruikers die het krijgen.',
		powerful: 'Ruime toegang',
		note: 'Een niveau is gemarkeerd als de naam daarop wijst, bijvoorbeeld alle deuren, hoofdsleutel of serverruimte. De koppeling weet niet welke deuren een niveau opent. Controleer dus ook de andere niveaus.',
		more: (count) => `en nog ${count}`,
	},
	fields: {
		firstName: 'Voornaam',
		middleName: 'Tussennaam',
		lastName: 'Achternaam',
		telephone: 'Telefoon',
		extension: 'Toestel',
		fax: 'Fax',
		department: 'Afdeling',
		individualPermissions: 'Individuele deuren',
		activateDate: 'Startdatum',
		expiryDate: 'Einddatum',
		isAlarmUser: 'Alarmgebruiker',
		isAntiPassbackUser: 'Anti-passbackgebruiker',
		isLockdownExempt: 'Uitgezonderd van lockdown',
		pin: 'Pincode',
		marker: 'Markeringsveld',
		photo: 'Foto',
		user: 'Gebruiker',
	},
	customField: (id) => `Eigen veld ${id}`,
	accessLevels: 'Toegangsniveaus',
	words: {
		to: 'wordt',
		added: 'toegevoegd',
		removed: 'verwijderd',
		changes: 'wijzigt',
		yes: 'ja',
		no: 'nee',
		states: {
			set: 'ingesteld',
			cleared: 'gewist',
			lost: 'verloren',
			valid: 'geldig',
			present: 'aanwezig',
			deleted: 'verwijderd',
			updated: 'bijgewerkt',
			another: 'andere',
			'department and levels stored': 'afdeling en niveaus bewaard',
		},
		card: 'Kaart',
		moreChanges: (count) => `en nog ${plural(count, 'wijziging', 'wijzigingen')}`,
	},
	errors: {
		heading: 'Kan niet verwerkt worden',
		lead: {
			plan: 'Deze regels vallen buiten het plan. Bij elke regel staat waarom, en wat u kunt doen.',
			dryRun: 'Deze items hebben een fout. Bij elk item staat waarom, en wat u kunt doen.',
			done: 'Deze items eindigden met een fout. Bij elk item staat waarom, en wat u kunt doen.',
		},
		reasons: dutchReasons,
		doneBefore: (step) => `Gedaan vóór de fout: ${step}`,
	},
	rest: (shown, all, fileName) =>
		`${shown} van ${all} staan hier. Het bijgevoegde bestand ${fileName} bevat ze allemaal.`,
	stays: {
		heading: 'Wat blijft',
		pins: (cleared, leavers) =>
			cleared > 0
				? `${plural(cleared, 'pincode wordt', 'pincodes worden')} gewist. Alle andere pincodes blijven.`
				: leavers > 0
					? 'Pincodes blijven in Net2. De pincode van een vertrekker opent geen deur na de einddatum.'
					: 'Pincodes blijven zoals ze zijn.',
		cards: (gone, leavers) =>
			gone > 0
				? `${plural(gone, 'kaart wordt', 'kaarten worden')} als verloren gemarkeerd of verwijderd. Alle andere kaarten blijven.`
				: leavers > 0
					? 'Kaarten blijven bij hun gebruiker. De kaart van een vertrekker opent geen deur na de einddatum. Zij opent weer deuren als de einddatum in Net2 wordt verwijderd.'
					: 'Kaarten blijven bij hun gebruiker.',
		levels: (lose, leavers) =>
			leavers === 0
				? 'Toegangsniveaus wijzigen alleen waar dit rapport het toont.'
				: lose === 0
					? 'Vertrekkers houden hun toegangsniveaus in Net2. Die openen geen deur na de einddatum.'
					: `${plural(lose, 'vertrekker verliest', 'vertrekkers verliezen')} toegangsniveaus, zoals hierboven staat. Andere vertrekkers houden ze, zonder werking na de einddatum.`,
		others:
			'Individuele deuren, foto’s en notities blijven, tenzij dit rapport een wijziging toont.',
		protectedUsers: 'Beschermde gebruikers, die verschillen van de lijst en ongewijzigd blijven',
		individualDoors:
			'Gebruikers met individuele deuren, die de lijst niet beheert, en hoeveel deuren',
	},
	limits: {
		heading: 'Veiligheidslimieten',
		lead: (matched) =>
			`Als een limiet wordt overschreden, schrijft de koppeling niets. Een percentage is van de ${plural(matched, 'actieve gebruiker', 'actieve gebruikers')} die de lijst noemt.`,
		columns: ['Wat wordt geteld', 'Dit plan', 'Limiet', 'Resultaat'],
		names: LIMIT_NAMES,
		least: (count) => `minstens ${count}`,
		share: (count, percent, of) => `${count} (${percent}% van ${of})`,
		off: 'uit',
		within: 'Binnen',
		exceeded: 'Overschreden',
	},
	approval: {
		heading: 'Zo keurt u goed',
		planId: 'Plan-ID',
		steps: [
			'Controleer de vertrekkers, de gebruikers die toegang krijgen en de regels die niet verwerkt kunnen worden.',
			'Keur goed in het formulier of in het bericht waarmee u dit rapport kreeg. Is dat er niet, stuur de plan-ID dan naar de beheerder van de workflow.',
			'De workflow voert daarna Synchronize uit met de modus ‘Apply Approved Plan’ en deze plan-ID.',
		],
		validUntil: (date) =>
			`Het plan is 72 uur geldig, tot ${date}. Als de lijst, de instellingen of Net2 veranderen, schrijft de koppeling niets. Dan is een nieuw plan nodig.`,
		noProof: 'De plan-ID benoemt dit plan. De plan-ID bewijst niet dat het plan is goedgekeurd.',
		blocked: (leaversFirst) =>
			`U kunt dit plan niet goedkeuren, want een veiligheidslimiet houdt het tegen. Laat de lijst verbeteren, of laat de limiet verhogen als de lijst klopt. Vraag daarna een nieuw plan.${leaversFirst ? ' Als het plan toch wordt uitgevoerd, verliezen alleen medewerkers die volgens HR uit dienst zijn toegang.' : ''}`,
		nothing: 'Er is niets om goed te keuren.',
		approvedBy: 'Goedgekeurd door',
		date: 'Datum',
	},
	cannotShow: {
		heading: 'Wat dit rapport niet kan tonen',
		points: [
			'Of de HR-lijst klopt. Een medewerker die HR niet als vertrokken meldt, houdt toegang.',
			'Welke deuren een toegangsniveau opent. Bekijk het niveau in Net2.',
			'Deuren die om een andere reden opengaan, zoals een uitgeleende kaart, een sleutel of een ander toegangssysteem.',
		],
	},
	footer: 'Dit rapport noemt personen. Bewaar het zoals u een personeelslijst bewaart.',
	csvColumns: {
		planId: 'Plan-ID',
		group: 'Groep',
		reason: 'Reden',
		number: 'Personeelsnummer',
		userId: 'Net2-gebruiker',
		name: 'Naam',
		field: 'Veld',
		from: 'Voor',
		to: 'Na',
		note: 'Opmerking',
	},
};
