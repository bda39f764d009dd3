/**
 * Shows the retired names that are still in use and the references in comments that lead nowhere. `--update` removes
 * from both lists what is done. `--rebuild` writes both lists again, after a merge that moves files.
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
const names = uses.map(({ retired }) => retired);
const files = references.map(({ file }) => file);
if (process.argv.includes('--update')) {
	pendingNames.shrink(names);
	pendingReferences.shrink(files);
} else if (process.argv.includes('--rebuild')) {
	pendingNames.write(names);
	pendingReferences.write(files);
}
