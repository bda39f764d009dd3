import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import * as v from 'valibot';

/** A picture of which the structure has been checked, and what is to become of it. */
export interface Conversion {
	bytes: Uint8Array;
	kind: 'jpeg' | 'png';
	/** Pixels, as checked; a picture that turns out to have others is refused. */
	width: number;
	height: number;
	/** Only for a PNG: its size when unpacked. */
	inflatedBytes: number;
	/** Exif orientation, 1 to 8. */
	orientation: number;
	/** Pixels of the longest edge of the new picture. */
	longest: number;
	/** Bytes of the new picture. */
	most: number;
}

const convertedSchema = v.variant('outcome', [
	v.object({
		outcome: v.literal('done'),
		bytes: v.instance(Uint8Array),
		width: v.number(),
		height: v.number(),
	}),
	v.object({ outcome: v.picklist(['damaged', 'tooLarge']) }),
]);
export type Converted = v.InferOutput<typeof convertedSchema>;

/** The largest picture that we convert takes some 3 s on a slow machine. */
const TIME_LIMIT_MS = 30_000;
/** For V8 alone. Pixels lie outside its heap; what bounds them is the check before (`index.ts`). */
const HEAP = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

/**
 * Makes a JPEG of a picture in a worker thread, so that n8n continues meanwhile. It ends that thread whatever
 * happens.
 *
 * @returns `exhausted` if the thread needed more time or memory than it may have. Never throws because of a picture.
 */
export async function convert(
	conversion: Conversion,
): Promise<Converted | { outcome: 'exhausted' }> {
	// A copy, because the file may share its memory with other data of n8n.
	const bytes = Uint8Array.from(conversion.bytes);
	const worker = new Worker(join(__dirname, 'convert.worker.js'), {
		workerData: { ...conversion, bytes },
		transferList: [bytes.buffer],
		resourceLimits: HEAP,
		// Without what n8n loads into its own threads, such as tracing.
		execArgv: [],
		env: {},
		stdout: true,
		stderr: true,
	});
	let timer: NodeJS.Timeout | undefined;
	try {
		return await new Promise((resolve) => {
			const exhausted = () => resolve({ outcome: 'exhausted' });
			timer = setTimeout(exhausted, TIME_LIMIT_MS);
			worker.once('message', (message) => resolve(v.parse(convertedSchema, message)));
			worker.once('error', exhausted);
			worker.once('exit', exhausted);
		});
	} finally {
		clearTimeout(timer);
		await worker.terminate();
	}
}
