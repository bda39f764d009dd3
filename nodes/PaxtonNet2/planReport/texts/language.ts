import { dutch } from './dutch';
import { english } from './english';
import type { ReportLanguage } from '../languages';
import type { Texts } from './texts';

const TEXTS: Record<ReportLanguage, Texts> = { en: english, nl: dutch };

export function textsIn(language: ReportLanguage): Texts {
	return TEXTS[language];
}
