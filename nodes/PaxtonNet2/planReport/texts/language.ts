import { dutch } from './dutch';
import { english } from './english';
import type { Texts } from './texts';

/** The languages of the report, as the option 'Report Language' names them. */
export const REPORT_LANGUAGES = ['en', 'nl'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

const TEXTS: Record<ReportLanguage, Texts> = { en: english, nl: dutch };

export function textsIn(language: ReportLanguage): Texts {
	return TEXTS[language];
}
