import { setImmediate as othersTurn } from 'node:timers/promises';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';
import { isToolRun } from '../host/toolRun';
import { PlanReport } from '../host/planReport';
import { finish, itemsOf } from '../host/output';
import type { ItemResult } from '../host/told';
import { openRun, type RunSettings } from '../host/openRun';
import { failed } from '../lifecycle/result/resultBuilder';
import type { ItemOptions, Run } from '../lifecycle/run/request';
import { isFailure, type Failure, type Result } from '../lifecycle/result/result';
import type { Row } from '../mapping/table';
import { runSignIn, type AllowedCaller, type SignInHandler } from './signInOperation';
import { fixedBoolean, Item, valueAt } from './item';
import { choiceOf, textOf, wholeNumberOf } from './values';
import type { AnyWork, BegunWork, ItemWork, ListWork } from './work';

interface Wish<Asking> {
	item: Item;
	request: Asking;
}

interface Manner {
	/** Nothing is written, whatever the items say (rule 9). */
	onlyDry: boolean;
	minimal: boolean;
	evidence: boolean;
	/** Absent: no page was asked for. */
	report?: PlanReport;
}

/** n8n has other things to do, and working out expressions holds it up. */
const ITEMS_IN_ONE_GO = 20;

/** One execution of one operation: the way from n8n's items to the core and back. */
export class Call {
	constructor(
		private readonly context: IExecuteFunctions,
		/** e.g. `user.create` */
		private readonly operation: string,
	) {}

	/** An operation that answers each input item by one output item, in their order (design, section 6). */
	async perItem<Params, Answer extends object>(
		work: ItemWork<Params, Answer>,
	): Promise<INodeExecutionData[]> {
		return await this.eachItem(work, async (item) => ({
			index: item.index,
			options: item.options(),
			params: await work.read(item),
		}));
	}

	/** As {@link perItem}, with items read one by one while others are written. */
	async perItemMeanwhile<Key, Params, Answer extends object>(
		work: BegunWork<Key, Params, Answer>,
	): Promise<INodeExecutionData[]> {
		const oneByOne = pLimit(1);
		return await this.eachItem(work, (item) => {
			const options = item.options();
			const params = work.begin(item);
			const whole = oneByOne(async () => {
				await othersTurn();
				return await work.read(item, params);
			});
			// What is wrong with an item is told once it is asked for; a run that ends before never requested.
			whole.catch(() => undefined);
			return { index: item.index, options, params, load: async () => await whole };
		}).finally(() => oneByOne.clearQueue());
	}

	private async eachItem<Asking, Answer extends object>(
		work: AnyWork<Asking, Answer>,
		read: (item: Item) => Asking | Promise<Asking>,
	): Promise<INodeExecutionData[]> {
		const indexes = [...this.context.getInputData().keys()];
		const manner = this.manner(work);
		if ('error' in manner)
			return finish(
				this.context,
				indexes.map((index) => ({ index, answer: manner })),
			);
		const told: ItemResult[] = [];
		const wishes: Array<Wish<Asking>> = [];
		const tables = new Map<string, Promise<Row[]>>();
		for (const index of indexes) {
			if (index % ITEMS_IN_ONE_GO === ITEMS_IN_ONE_GO - 1) await othersTurn();
			const item = new Item(this.context, index, manner.onlyDry, tables);
			try {
				wishes.push({ item, request: await read(item) });
				if (manner.onlyDry) item.warnings.push(ONLY_DRY);
			} catch (error) {
				told.push({ index, answer: this.failed(error, item.subject()) });
			}
		}
		const answers = await this.actOn(wishes, work, manner);
		for (const [n, { item }] of wishes.entries()) {
			const answer = answers[n] ?? this.failed(new Error('no answer'), item.subject());
			told.push(await this.told(item, answer, work));
		}
		told.sort((a, b) => a.index - b.index);
		return await this.finished(told, manner);
	}

	private async told<Answer extends object>(
		item: Item,
		answer: Answer | Failure,
		work: Pick<AnyWork<never, Answer>, 'entries' | 'files'>,
	): Promise<ItemResult> {
		const { index } = item;
		if (isFailure(answer)) return { index, answer };
		try {
			return {
				index,
				answer: withWarnings(answer, item.warnings),
				entries: work.entries?.(answer),
				binary: await work.files?.(item, answer),
			};
		} catch (error) {
			return { index, answer: this.failed(error, item.subject()) };
		}
	}

	/**
	 * An operation that lists what Net2 has. It is read once, however many items come in: the same list a hundred times
	 * over serves nobody. Every output item is paired with all input items.
	 */
	async list<Entry extends object>(
		read: (run: Run) => Promise<{ entries: Entry[]; warnings?: string[] }>,
	): Promise<INodeExecutionData[]> {
		const listed = await this.withRun(read).catch((error: unknown) => this.failed(error));
		if ('error' in listed) return finish(this.context, [{ index: 0, answer: listed }]);
		for (const message of listed.warnings ?? [])
			this.context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
		return itemsOf(this.context, listed.entries);
	}

	/**
	 * An operation that finds by itself whom it is about. It runs once, with the parameters of the first item, and its
	 * output items, one per person it touched, are paired with that one.
	 */
	async sweep(
		act: (run: Run, item: Item, options: ItemOptions) => Promise<Result[]>,
	): Promise<INodeExecutionData[]> {
		const manner = this.manner({});
		if ('error' in manner) return finish(this.context, [{ index: 0, answer: manner }]);
		const item = new Item(this.context, 0, manner.onlyDry, new Map());
		const answers = await this.withRun(
			async (run) => await act(run, item, item.options()),
			manner,
		).catch((error: unknown) => [this.failed(error)]);
		const told = answers.map((answer) => ({ index: 0, answer }));
		return await this.finished(told, manner);
	}

	/**
	 * An operation to which all input items together are one list. It takes its parameters from the first item, and an
	 * answer is paired with the item whose row it is about, or with all of them.
	 */
	async wholeList<Settings>(work: ListWork<Settings>): Promise<INodeExecutionData[]> {
		const manner = this.manner(work);
		if ('error' in manner) return finish(this.context, [{ index: 0, ofAll: true, answer: manner }]);
		const item = new Item(this.context, 0, manner.onlyDry, new Map());
		if (manner.onlyDry) item.warnings.push(ONLY_DRY);
		const rows = this.context.getInputData().map(({ json }, index) => ({ index, json }));
		const carriedOut = async () => {
			const settings = await work.read(item);
			return await this.withRun(async (run) => await work.act(run, rows, settings), manner);
		};
		const answers = await carriedOut().catch((error: unknown) => [
			{ index: null, answer: this.failed(error) },
		]);
		const told = answers.map(({ index, answer }) => ({
			index: index ?? 0,
			ofAll: index === null,
			answer: withWarnings(answer, item.warnings),
		}));
		return await this.finished(told, manner);
	}

	/** An operation on the sign-in itself: see {@link runSignIn}. */
	async atDesk(who: AllowedCaller, act: SignInHandler): Promise<INodeExecutionData[]> {
		return await runSignIn(this.context, this.operation, () => this.settings(), who, act);
	}

	private async actOn<Asking, Answer extends object>(
		wishes: Array<Wish<Asking>>,
		work: AnyWork<Asking, Answer>,
		manner: Manner,
	): Promise<Array<Answer | Failure>> {
		if (wishes.length === 0) return [];
		const requests = wishes.map(({ request }) => request);
		return await this.withRun(async (run) => await work.act(run, requests), manner).catch(
			(error: unknown) => wishes.map(({ item }) => this.failed(error, item.subject())),
		);
	}

	private async withRun<T>(
		use: (run: Run) => Promise<T>,
		{ report }: Pick<Manner, 'report'> = {},
	): Promise<T> {
		const { run, close } = await openRun(this.context, this.operation, this.settings());
		try {
			const told = await use(run);
			await report?.learn(run);
			return told;
		} finally {
			await close();
		}
	}

	private async finished(told: ItemResult[], manner: Manner): Promise<INodeExecutionData[]> {
		// What was written has been written, and its proof must not be lost for a page, say where the disk is full.
		await manner.report?.attach(told).catch(() => {
			const message = 'The report could not be made; the items are complete.';
			this.context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
		});
		return finish(this.context, told, manner);
	}

	/** What holds for the whole execution, from its first item; each read by itself, so that one does not spoil another. */
	private settings(): RunSettings {
		const value = (name: string) => valueAt(this.context, `options.${name}`, 0);
		return {
			maxConcurrency: wholeNumberOf(value('maxConcurrency'), 'Max Concurrency', {
				absent: 4,
				least: 1,
				most: 32,
			}),
			timeoutMs:
				1000 * wholeNumberOf(value('timeout'), 'Timeout', { absent: 30, least: 1, most: 600 }),
			session: textOf(value('session'), 'Session'),
		};
	}

	/** How all items are to be treated; a failure, if the node is set wrongly for all of them. */
	private manner({ modelsMay }: Pick<AnyWork<never, object>, 'modelsMay'>): Manner | Failure {
		try {
			const output = valueAt(this.context, 'options.output', 0);
			const evidence = valueAt(this.context, 'options.evidence', 0);
			const page = valueAt(this.context, 'options.report', 0);
			const forModel = isToolRun(this.context);
			return {
				onlyDry:
					forModel &&
					(modelsMay === 'never' || !fixedBoolean(this.context, 'allowWrites', 'Allow Writes')),
				minimal: choiceOf(output, 'Output', ['full', 'minimal']) === 'minimal',
				evidence: choiceOf(evidence, 'Evidence', ['none', 'csv']) === 'csv',
				// A model sees no files, and a page of names is nothing to hand to one.
				...(choiceOf(page, 'Report', ['none', 'html']) === 'html' &&
					!forModel && { report: new PlanReport(this.context, this.operation) }),
			};
		} catch (error) {
			return this.failed(error);
		}
	}

	private failed(error: unknown, whom: Parameters<typeof failed>[2] = {}): Failure {
		return failed({ operation: this.operation }, error, whom);
	}
}

/** What the reading of an item noticed, told with its result. */
function withWarnings(answer: object, warnings: string[]): object {
	if (warnings.length === 0 || !('warnings' in answer) || !Array.isArray(answer.warnings))
		return answer;
	return { ...answer, warnings: [...warnings, ...answer.warnings] };
}

const ONLY_DRY =
	'Run as a tool of an AI model: nothing was written. A person can switch on Allow Writes in the node; deleting, and opening doors, is never open to a model.';
