/** Does the fuzzing for `cli.ts`, and says after every so many inputs that it is still alive. */
import * as v from 'valibot';
import { fuzz } from './fuzz';

const EVERY = 100;
const Order = v.object({
	runs: v.number(),
	seed: v.number(),
	only: v.optional(v.string()),
	path: v.optional(v.string()),
});

process.once('message', (given) => {
	let inputs = 0;
	const onInput = (name: string) => {
		if (inputs % EVERY === 0) process.send?.({ at: name, inputs });
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
