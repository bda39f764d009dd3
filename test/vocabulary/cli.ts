/**
 * Shows the retired names that are still in use and the references in comments that lead nowhere. With `--update`,
 * removes from both lists what is done.
 *
 *     npm run vocabulary
 *     npm run vocabulary -- --update
 */
import { badReferences, pendingNames, pendingReferences, retiredUses } from './pending';

const uses = retiredUses();
const references = badReferences();
for (const { where, retired, use } of uses) console.log(`${where}: ${retired}, now ${use}`);
for (const { file, line, message } of references) console.log(`${file}:${line}: ${message}`);
console.log(
	`${uses.length} uses of retired names, ${references.length} references that lead nowhere`,
);
if (process.argv.includes('--update')) {
	pendingNames.shrink(uses.map(({ retired }) => retired));
	pendingReferences.shrink(references.map(({ file }) => file));
}
