/** Does the fuzzing for `cli.ts`. It reports after every so many inputs, or each second, that it is still alive. */
import * as v from 'valibot';
import { fuzz } from './fuzz';

const EVERY = 100;
/** A hundred inputs may take minutes on a busy machine. Only one that never ends is to count as a hang. */
const EVERY_MS = 1_000;
const Order = v.object({
	runs: v.number(),
	seed: v.number(),
	only: v.optional(v.string()),
	path: v.optional(v.string()),
});

process.once('message', (given) => {
	let inputs = 0;
	let reported = 0;
	const onInput = (name: string) => {
		if (inputs % EVERY === 0 || performance.now() - reported > EVERY_MS) {
			process.send?.({ at: name, inputs });
			reported = performance.now();
		}
		inputs += 1;
	};
	fuzz({ ...v.parse(Order, given), onInput }).then(
		(fuzzed) => process.send?.({ fuzzed }, () => process.exit(0)),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
