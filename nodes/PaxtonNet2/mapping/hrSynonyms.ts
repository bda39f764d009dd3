/** The columns of the HR list (docs/hr-data.md). `active` and `status` are two names of one meaning. */
export const HR_COLUMNS = [
	'key',
	'firstName',
	'middleName',
	'lastName',
	'department',
	'email',
	'title',
	'phone',
	'startDate',
	'endDate',
	'status',
	'primary',
	'accessLevels',
	'cards',
	'eventId',
	'nameConvention',
	'ownName',
	'ownPrefix',
	'partnerName',
	'partnerPrefix',
] as const;
export type HrColumn = (typeof HR_COLUMNS)[number];

/** A header without case, accents, blanks, hyphens, underscores and other marks: `Datum uit-dienst` is `datumuitdienst`. */
export function foldHeader(header: string): string {
	return header
		.normalize('NFKD')
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * What HR systems call our columns in English, Dutch and German. Each word here must have one meaning only. Another
 * header that may be an end date or a status stops the run (`looksLikeLeaving`). `accessLevels`, `cards` and
 * `eventId` have no synonyms, and `id` is never the personnel number.
 */
const SYNONYMS: Partial<Record<HrColumn, string>> = {
	key: `personnelNumber personnelNo personnelNr personnelId personnelCode employeeNumber employeeNo employeeNr
		employeeId employeeCode employeeIdInCompany staffNumber staffNo staffId payrollNumber workerId workerNumber
		personNumber personCode personId personIdExternal
		personeelsnummer personeelsnr personeelnummer personeelscode medewerker medewerkernummer medewerkernr
		medewerkersnummer medewerkercode medewerkerId werknemer werknemernummer werknemersnummer werknemernr
		werknemerId
		personalnummer personalnr persnr personalId mitarbeiternummer mitarbeiternr mitarbeiterId
		beschaeftigtennummer beschäftigtennummer`,
	firstName: `givenName forename legalFirstName firstNames knownAs callName
		voornaam roepnaam vorname rufname`,
	middleName: `middleNames infix namePrefix familyNamePrefix familyName1Prefix lastNamePrefix
		tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels namenszusatz`,
	lastName: `surname familyName familyName1 legalLastName
		achternaam familienaam nachname familienname zuname`,
	department: `departmentName dept departmentDescription organizationUnit organisationUnit organizationalUnit
		organisationalUnit orgUnit
		afdeling afdelingsnaam afdelingnaam afdelingsomschrijving organisatorischeEenheid organisatieEenheid
		abteilung abteilungsname organisationseinheit`,
	email: `eMailAddress mail workEmail workMail businessEmail emailWork
		emailadres mailadres zakelijkEmailadres emailWerk werkEmail emailZakelijk
		emailadresse mailadresse dienstlicheEmail emailDienstlich`,
	title: `jobTitle job position positionTitle businessTitle function functionTitle jobDescription
		functie functienaam functietitel functieomschrijving beroep
		stelle stellenbezeichnung funktion berufsbezeichnung tätigkeit taetigkeit`,
	phone: `phoneNumber telephone telephoneNumber tel workPhone businessPhone businessPhones workTelephone phoneWork
		telefoon telefoonnummer telefoonnr telefoonWerk telefoonnrWerk telefoonnummerWerk telefoonZakelijk
		telefon telefonnummer telefonnr rufnummer telefonDienstlich`,
	startDate: `startsOn startDay hireDate dateOfHire hiredOn hireDay employeeHireDate originalHireDate joinDate joiningDate
		dateOfJoining dateJoined employmentStart employmentStartDate contractStart contractStartDate firstWorkingDay
		actualStartDate
		begindatum startdatum ingangsdatum datumInDienst datumInDiensttreding inDienstPer inDienstSinds indiensttreding
		indienstdatum datumIndienst begindatumContract begindatumDienstverband ingangsdatumContract eersteWerkdag
		eintritt eintrittsdatum eintrittAm beginn beginndatum anfangsdatum vertragsbeginn einstellungsdatum
		beschäftigungsbeginn beschaeftigungsbeginn ersterArbeitstag`,
	endDate: `endDay terminationDate dateOfTermination leaveDate leavingDate dateOfLeaving dateLeft leaverDate exitDate
		dateOfExit employmentEnd employmentEndDate employmentTerminationDate contractEnd contractEndDate
		lastWorkingDay lastWorkingDate lastDayOfWork lastDayOfEmployment lastDateWorked dischargeDate separationDate
		employeeLeaveDate employeeLeaveDateTime
		einddatum datumUitDienst datumUitDiensttreding uitDienstPer uitdienstdatum datumUitdienst uitdiensttreding
		einddatumContract einddatumDienstverband eindeContract eindeDienstverband einddatumArbeidsovereenkomst
		laatsteWerkdag ontslagdatum
		enddatum austritt austrittsdatum austrittAm vertragsende vertragsendedatum beschäftigungsende
		beschaeftigungsende letzterArbeitstag ausscheidedatum`,
	status: `active isActive activeStatus employmentStatus employeeStatus workerStatus staffStatus accountEnabled
		actief isActief medewerkerstatus medewerkersstatus werknemerstatus dienstverbandstatus personeelsstatus
		aktiv istAktiv mitarbeiterstatus beschäftigungsstatus beschaeftigungsstatus`,
	primary: `isPrimary primaryIndicator primaryContract primaryAssignment primaryEmployment mainContract
		hoofdcontract hoofddienstverband primairContract hauptvertrag hauptbeschäftigung hauptbeschaeftigung`,
	nameConvention: `convention naamgebruik naamgebruikCode naamgebruikscode nameUsage nameAssembleOrder naamconventie
		namensgebrauch`,
	ownName: `birthName nameAtBirth lastNameAtBirth maidenName geboortenaam geboorteachternaam eigenNaam
		eigenAchternaam meisjesnaam geburtsname`,
	ownPrefix: `birthNamePrefix lastNameAtBirthPrefix ownNamePrefix voorvoegselGeboortenaam
		tussenvoegselGeboortenaam voorvoegselEigenNaam voorvoegselEigenAchternaam geboortenaamVoorvoegsel`,
	partnerName: `partnerLastName spouseName naamPartner partnernaam geboortenaamPartner achternaamPartner
		partnername`,
	partnerPrefix: `partnerNamePrefix partnerLastNamePrefix voorvoegselPartner tussenvoegselPartner
		voorvoegselPartnernaam partnernaamVoorvoegsel voorvoegselsPartner`,
};

const BY_FOLDED: ReadonlyMap<string, HrColumn> = new Map(
	HR_COLUMNS.flatMap((column) =>
		[column, ...(SYNONYMS[column] ?? '').split(/\s+/)]
			.filter((word) => word !== '')
			.map((word): [string, HrColumn] => [foldHeader(word), column]),
	),
);

/** What a column contains, for messages. */
export const COLUMN_LABELS: Readonly<Record<HrColumn, string>> = {
	key: 'personnel number',
	firstName: 'first name',
	middleName: 'middle name',
	lastName: 'last name',
	department: 'department',
	email: 'email address',
	title: 'job title',
	phone: 'phone number',
	startDate: 'start date',
	endDate: 'end date',
	status: 'status',
	primary: 'mark of the primary line',
	accessLevels: 'access levels',
	cards: 'cards',
	eventId: 'event id',
	nameConvention: 'name convention',
	ownName: 'own name',
	ownPrefix: 'prefix of the own name',
	partnerName: "partner's name",
	partnerPrefix: "prefix of the partner's name",
};

/** What a header means by our name or a synonym of it, whatever its case and marks. */
export function meaningOfHeader(header: string): HrColumn | undefined {
	return BY_FOLDED.get(foldHeader(header));
}

/** A header that is spelled exactly as our name. */
export function exactColumn(header: string): HrColumn | undefined {
	if (header === 'active') return 'status';
	return HR_COLUMNS.find((column) => column === header);
}

/** Words that are about leaving or about being employed, as a word of their own within a header. */
const WORDS = new Set(
	`end ends ended ending exit exits exited leave leaves leaver leavers leaving left terminated terminates termination
	discharge discharged dismissed dismissal resign resigned resignation separated separation retired retirement
	offboarded offboarding expiry expires expired expiration until till thru finish finished stop stopped
	out quit departed departure cessation ceased severance severed removed retires retiring
	active inactive enabled disabled employed blocked locked archived deleted suspended deactivated gone
	uit einde eind ontslag ontslagen vertrek vertrokken afloop opzegging opgezegd opzegdatum beëindigd beeindigd
	beëindiging beeindiging vertrekt stopt gestopt verlaat verlaten uitschrijving uitgeschreven
	pensionering tot actief inactief geblokkeerd gearchiveerd verwijderd
	ende bis austritt ausgetreten ausgeschieden ausscheiden kündigung kuendigung kündigungsdatum kuendigungsdatum
	gekündigt gekuendigt freigestellt freistellung aktiv inaktiv gesperrt gelöscht geloescht befristet befristung`
		.split(/\s+/)
		.map(foldHeader),
);

/** Beginnings and middles of compound words about the same. Those that also occur in other words are not among them. */
const PARTS = new RegExp(
	[
		'status|terminat|offboard|deprovision|deactivat|inactiv|inaktiv|inactief',
		'uitdienst|indienst$|uitstroom|ontslag|austritt|ausscheid|abgang|entlass|beendig|beeindig|eindigt',
		'kundigung|kuendigung|opzeg|afloop|ablauf|verval|verfall',
		'einddat|eindedat|enddat|stopdat|vertrekdat|leavedate|leaverdate|exitdate|retirementdat',
		'lastday|lastwork|lastdate|finalday|finaldate|finalwork|finalemploy|laatstedag|laatstewerk|letztertag|letzterarbeits',
		'pensioendat|pensiondat|pensionierung|renteab|rentenbeginn|ruhestand|freistell|uitschrij|validuntil|geldigtot|geldigtm|gultigbis|gueltigbis|(?:date|employed|employment|contract|valid)to$|werkzaamt(?:m|ot)',
		'(?:employment|employee|worker|lifecycle|account|record)state|inservice',
		'(?:contract|dienstverband|employment|service|assignment|vertrags|dienst|beschaftigungs|beschaeftigungs|arbeits|einsatz|projekt|job|work)(?:end|ende|eind|einde)$',
		'(?:former|ex)(?:employee|staff|worker|colleague)|(?:voormalige|voormalig|ex)(?:medewerker|werknemer)|ehemalige?r?mitarbeiter',
		'workshere|stillwork|werktnog|werkthier',
	].join('|'),
);

/** Headers that say so only if they have no other word. */
const WHOLE = new Set(['to', 'tm', 'werkzaam', 'pensioen', 'rente']);

/** The Dutch for "until and including", which folding makes a part of other words. */
const UNTIL = /(?<!\p{L})t\s*\/\s*m(?!\p{L})/iu;

/** A status that is not about employment, and a leave that is a balance of days. */
const OTHER_MATTERS =
	/marital|civilstat|familienstat|burgerlijke|visastat|taxstat|vaccin|leavebalance|leavedays|leaveentitle|annualleave|activedirectory/;

/** Whether a header may be an end date or a status. Such a column is never ignored in silence. */
export function looksLikeLeaving(header: string): boolean {
	const folded = foldHeader(header);
	if (OTHER_MATTERS.test(folded)) return false;
	if (PARTS.test(folded) || WHOLE.has(folded) || UNTIL.test(header)) return true;
	return wordsOf(header).some((word) => WORDS.has(word) || PARTS.test(word));
}

function wordsOf(header: string): string[] {
	return header
		.replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
		.split(/[^\p{L}\p{N}]+/u)
		.map(foldHeader);
}
