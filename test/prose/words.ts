/** A word or phrase that readers never see, and what to write instead. */
export interface BannedPhrase {
	/** Matched without regard to case, as whole words. `…` matches up to three words. */
	phrases: readonly string[];
	instead: string;
	/** Longer phrases in which it is right. */
	except?: readonly string[];
}

/** Actors that a reader cannot identify. */
const ACTORS: readonly BannedPhrase[] = [
	{
		phrases: ['somebody', "somebody's", 'nobody', "nobody's", 'whoever', 'anybody', 'everybody'],
		instead: 'user, employee, operator or approver',
	},
	{ phrases: ['whom', 'whomever'], instead: 'which user, or another construction' },
];

/** Words of another century, and verbs that mean something else than they say. */
const STYLE: readonly BannedPhrase[] = [
	{ phrases: ['beside'], instead: 'next to, besides, also' },
	{ phrases: ['save for', 'save that', 'save where'], instead: 'except' },
	{ phrases: ['anew'], instead: 'again' },
	{ phrases: ['likewise'], instead: 'also' },
	{ phrases: ['roomy'], instead: 'long' },
	{ phrases: ['shall'], instead: 'must or will' },
	{ phrases: ['lest'], instead: 'so that … not' },
	{ phrases: ['hence', 'whence', 'whereby', 'thereby'], instead: 'so, from which, by which' },
	{ phrases: ['is no number', 'are no numbers'], instead: 'is not a number' },
	{ phrases: ['tell', 'tells', 'told', 'telling'], instead: 'show, report or return' },
	{
		phrases: ['hold', 'holds', 'held', 'holding'],
		instead: 'have, keep, stop or block',
		except: ['hold open', 'hold the card', 'held open'],
	},
	{
		phrases: ['carry', 'carries', 'carried', 'carrying'],
		instead: 'have, contain or send',
		except: ['carry out', 'carries out', 'carried out', 'carrying out', 'carry … out'],
	},
	{ phrases: ['stand', 'stands', 'stood'], instead: 'be, is or remain' },
	{ phrases: ['hand over', 'hands over', 'handed over', 'hand … to'], instead: 'pass or send' },
	{ phrases: ['put out', 'puts out', 'putting out'], instead: 'return' },
	{
		phrases: ['let in', 'lets in', 'letting in', 'let … in', 'lets … in'],
		instead: 'give access',
	},
	{ phrases: ['take away', 'takes away', 'taken away', 'took away'], instead: 'remove' },
	{ phrases: ['take back', 'takes back', 'taken back', 'took back'], instead: 'reverse' },
	{ phrases: ['ask', 'asks', 'asked', 'asking'], instead: 'request, query or send' },
	{ phrases: ['wish', 'wishes', 'wished'], instead: 'desired state, or want' },
	{ phrases: ['four eyes'], instead: 'a second approver' },
	{ phrases: ['the night came'], instead: 'the nightly run finished' },
];

/** One term for one thing: docs/vocabulary.md. */
const TERMS: readonly BannedPhrase[] = [
	{ phrases: ['single door', 'single doors'], instead: 'individual doors' },
	{ phrases: ['fob', 'fobs'], instead: 'card', except: ['card, fob'] },
	{ phrases: ['brake', 'brakes'], instead: 'safety limit' },
	{
		phrases: ['trip', 'trips', 'tripped'],
		instead: 'exceed',
		except: ['round trip', 'round trips'],
	},
	{ phrases: ['loan', 'loans'], instead: 'temporary access' },
	{
		phrases: ['time box', 'time boxes', 'time-box', 'time-boxed', 'timebox'],
		instead: 'temporary access',
	},
	{
		phrases: ['bar', 'bars', 'barred', 'barring'],
		instead: 'disable or block',
		except: ['menu bar', 'title bar', 'status bar', 'bar chart'],
	},
	{ phrases: ['cut off', 'cuts off', 'cutting off', 'cut … off'], instead: 'disable or interrupt' },
	{ phrases: ['shut', 'shuts', 'shut out', 'shuts out'], instead: 'disable or block' },
	{ phrases: ['expiry'], instead: 'End Date' },
	{ phrases: ['proven', 'prove', 'proves', 'proved'], instead: 'check, read back' },
	{ phrases: ['session', 'sessions'], instead: 'saved sign-in', except: ['TLS session'] },
	{ phrases: ['stand-in', 'stand-ins'], instead: 'emulator' },
	{ phrases: ['e-mail', 'e-mails', 'e-mailed'], instead: 'email' },
];

/** British spelling. */
const SPELLING: readonly BannedPhrase[] = [
	{ phrases: ['behavior', 'behaviors'], instead: 'behaviour' },
	{ phrases: ['recognize', 'recognizes', 'recognized'], instead: 'recognise' },
	{ phrases: ['organization', 'organizations'], instead: 'organisation' },
	{ phrases: ['customize', 'customized'], instead: 'customise' },
	{ phrases: ['color', 'colors'], instead: 'colour' },
];

export const BANNED: readonly BannedPhrase[] = [...ACTORS, ...STYLE, ...TERMS, ...SPELLING];
