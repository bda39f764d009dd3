import type { Switches } from './switches';

/**
 * Event texts are in the server's language (docs/net2-api.md). No source has Net2's own Danish words. So these only
 * show that a client must not depend on the English ones.
 */
const TEXTS = {
	permitted: { en: 'Access permitted - token only', da: 'Adgang tilladt - kun kort' },
	denied: { en: 'Access denied - invalid token', da: 'Adgang nægtet - ugyldigt kort' },
	lockdown: { en: 'Access denied - lockdown', da: 'Adgang nægtet - nedlukning' },
	unknownToken: { en: 'Unknown token', da: 'Ukendt kort' },
	doorRequest: { en: 'Request door open', da: 'Anmodning om døråbning' },
	lockdownStarted: { en: 'Lockdown started', da: 'Nedlukning startet' },
	lockdownEnded: { en: 'Lockdown ended', da: 'Nedlukning afsluttet' },
	created: { en: 'User record added', da: 'Bruger tilføjet' },
	changed: { en: 'User record modified', da: 'Bruger ændret' },
	deleted: { en: 'User record deleted', da: 'Bruger slettet' },
} satisfies Record<string, Record<Switches['language'], string>>;

export type EventText = keyof typeof TEXTS;

export function eventText(text: EventText, { language }: Switches): string {
	return TEXTS[text][language];
}
