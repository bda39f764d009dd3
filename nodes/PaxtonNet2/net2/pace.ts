/** How many calls are under way at one time. */
export interface Pace {
	/** Waits for a turn, and does the work. */
	take<T>(work: () => Promise<T>): Promise<T>;
	/** What came of one request; `took` only where its time says how busy the server is. */
	answered(status: number, took?: Took): void;
	/** How many at a time just now. */
	readonly width: number;
}

/** Reads and writes take their own time, so each kind is compared with itself. */
export interface Took {
	kind: string;
	ms: number;
}

/** As many as a browser opens, and far below what makes a small server stumble. */
const USUAL_MOST = 8;
/** How much of a new answer goes into the average. */
const SHARE = 1 / 8;
/** An average so many times the best one, and so much above it, is a server that cannot keep up. */
const RISEN = 3;
const RISEN_MS = 20;

/**
 * Calls at one time, at most, where so many people are worked on at a time. Somebody's read-backs go out together, so there
 * may be twice as many calls as people; somebody who asks for one thing at a time gets just that.
 */
export function callsAtOnce(people: number): number {
	return people <= 1 ? 1 : Math.max(people, Math.min(USUAL_MOST, people * 2));
}

/**
 * Begins with a call for each person, widens by one for each round of good answers, and narrows to half where Net2 says
 * that it is too much (429, 503), by one where its answers become slow. A round is as many answers as the pace is wide.
 */
export function createPace(people: number): Pace {
	const most = callsAtOnce(people);
	const waiting: Array<() => void> = [];
	let width = Math.max(1, people);
	let underWay = 0;
	let toRoundEnd = width;
	/** Answers to calls that were under way when it narrowed: they say the same thing again. */
	let deafFor = 0;
	const usual = new Map<string, { average: number; best: number }>();

	const admit = () => {
		while (underWay < width) {
			const next = waiting.shift();
			if (next === undefined) return;
			underWay += 1;
			next();
		}
	};
	const isSlow = () =>
		[...usual.values()].some(
			({ average, best }) => average > Math.max(best * RISEN, best + RISEN_MS),
		);
	const note = ({ kind, ms }: Took) => {
		const before = usual.get(kind)?.average ?? ms;
		const average = before + (ms - before) * SHARE;
		usual.set(kind, { average, best: Math.min(usual.get(kind)?.best ?? average, average) });
	};
	const become = (next: number) => {
		width = Math.min(most, Math.max(1, next));
		toRoundEnd = width;
		admit();
	};

	return {
		get width() {
			return width;
		},
		async take(work) {
			await new Promise<void>((resolve) => {
				waiting.push(resolve);
				admit();
			});
			try {
				return await work();
			} finally {
				underWay -= 1;
				admit();
			}
		},
		answered(status, took) {
			toRoundEnd -= 1;
			deafFor -= 1;
			if (took !== undefined) note(took);
			if (status === 429 || status === 503) {
				if (deafFor > 0) return;
				deafFor = underWay;
				become(Math.floor(width / 2));
			} else if (toRoundEnd <= 0) become(isSlow() ? width - 1 : width + 1);
		},
	};
}
