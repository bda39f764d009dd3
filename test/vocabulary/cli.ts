/**
 * Shows the retired names that are in use, and the references in comments that lead nowhere.
 *
 *     npm run vocabulary
 */
import { badReferences, retiredUses } from './uses';

const uses = retiredUses();
const references = badReferences();
for (const { where, retired, use } of uses) console.log(`${where}: ${retired}, now ${use}`);
for (const { file, line, message } of references) console.log(`${file}:${line}: ${message}`);
console.log(
	`${uses.length} uses of retired names, ${references.length} references that lead nowhere`,
);
