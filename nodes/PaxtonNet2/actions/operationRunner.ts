import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';
import { reportFaults } from '../host/faultLog';
import type { ItemResult } from '../host/itemResult';
import { openRun } from '../host/openRun';
import { finish, finishInTurns, itemsOf } from '../host/output';
import type { EntryForms } from '../host/outputForms';
import type { AnySuccess, OperationResult } from '../lifecycle/result/operationResult';
import { failed } from '../lifecycle/result/resultBuilder';
import { withSiteWarningsOnce } from '../lifecycle/result/siteWarnings';
import { isFailure, type Failure } from '../lifecycle/result/result';
import type { ItemOptions, Run } from '../lifecycle/run/request';
import { runSignIn, type AllowedCaller, type SignInHandler } from './signInOperation';
import {
	readExecutionOptions,
	readOutputForm,
	readRunSettings,
	type ExecutionOptions,
} from './executionOptions';
import { refuseCalledWorkflow } from './guardedOperations';
import { Item } from './item';
import { SharedValues } from './itemParameters';
import type {
	BatchHandler,
	Handler,
	ItemHandler,
	ListHandler,
	ReadHandler,
	StreamingHandler,
} from './operationContract';

interface PendingItem<Requested> {
	item: Item;
	request: Requested;
}

/** Working out expressions blocks n8n, which has other things to do. */
const YIELD_EVERY = 20;

/** One execution of one operation: the way from n8n's items to the core and back. */
export class OperationRunner {
	private readonly onFault: (fault: unknown) => void;

	constructor(
		private readonly context: IExecuteFunctions,
		/** For example `user.create`. */
		private readonly operation: string,
	) {
		this.onFault = reportFaults(context, operation);
	}

	/** Runs an operation that gives one output item for each input item, in their order. */
	runPerItem<Params, Answer extends AnySuccess>(
		handler: ItemHandler<Params, Answer>,
	): Promise<INodeExecutionData[]> {
		return this.eachItem(handler, this.requestOf(handler), (answer) => answer);
	}

	/** Runs an operation that reads a list for each input item. */
	runRead<Params, Answer extends object>(
		handler: ReadHandler<Params, Answer>,
	): Promise<INodeExecutionData[]> {
		const found = (answer: Answer) => ({ found: handler.entries(answer) });
		return this.eachItem(handler, this.requestOf(handler), found, handler.forms);
	}

	private requestOf<Params>(handler: { read(item: Item): Params | Promise<Params> }) {
		return async (item: Item) => ({
			index: item.index,
			options: item.options(),
			params: await handler.read(item),
		});
	}

	/** As {@link runPerItem}, with items read one by one while others are written. */
	runStreaming<Key, Params, Answer extends AnySuccess>(
		handler: StreamingHandler<Key, Params, Answer>,
	): Promise<INodeExecutionData[]> {
		const oneByOne = pLimit(1);
		const read = (item: Item) => {
			const options = item.options();
			const params = handler.readKey(item);
			const whole = oneByOne(async () => {
				await yieldToEventLoop();
				return await handler.read(item, params);
			});
			// The request reports what is wrong with its item when it is loaded. A run that ends early loads no more.
			whole.catch(() => undefined);
			return { index: item.index, options, params, load: async () => await whole };
		};
		return this.eachItem(handler, read, (answer) => answer).finally(() => oneByOne.clearQueue());
	}

	private async eachItem<Requested, Answer extends object>(
		handler: Handler<Requested, Answer>,
		read: (item: Item) => Requested | Promise<Requested>,
		resultOf: (answer: Answer) => OperationResult,
		forms?: EntryForms,
	): Promise<INodeExecutionData[]> {
		const options = this.options();
		if ('error' in options) return this.allFail(options);
		const { pending, results } = await this.readItems(read, options);
		const requests = pending.map(({ request }) => request);
		const answers =
			pending.length === 0
				? []
				: await this.withRun(
						(run) => handler.run(run, requests).then((given) => withSiteWarningsOnce(run, given)),
						options,
					).catch((error: unknown) =>
						pending.map(({ item }) => this.failed(error, item.subject())),
					);
		for (const [n, { item }] of pending.entries()) {
			const { index } = item;
			const answer = answers[n] ?? this.failed(new Error('no answer'), item.subject());
			try {
				if (isFailure(answer)) results.push({ index, result: answer });
				else {
					const binary = await handler.files?.(item, answer);
					const result = withWarnings(resultOf(answer), item.warnings);
					results.push({ index, result, binary });
				}
			} catch (error) {
				results.push({ index, result: this.failed(error, item.subject()) });
			}
		}
		results.sort((a, b) => a.index - b.index);
		return await this.finished(results, options, forms);
	}

	/**
	 * Runs an operation that lists what Net2 has. It runs once with the parameters of the first item, however many
	 * items come in. Every output item is paired with all input items.
	 */
	async runList<Entry extends object>(handler: ListHandler<Entry>): Promise<INodeExecutionData[]> {
		try {
			const item = new Item(this.context, 0, false);
			const form = readOutputForm(this.context, this.operation);
			const { entries, warnings = [] } = await this.withRun((run) => handler.run(run, item));
			for (const message of warnings)
				this.context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
			return await itemsOf(this.context, entries, form, handler.forms);
		} catch (error) {
			return finish(this.context, [{ index: 0, result: this.failed(error) }]);
		}
	}

	/**
	 * Runs an operation that finds its users by itself. It runs once, with the parameters of the first item. It returns
	 * one item for each user, and each is paired with that item.
	 */
	async runOnce(
		work: (run: Run, item: Item, options: ItemOptions) => Promise<Array<AnySuccess | Failure>>,
	): Promise<INodeExecutionData[]> {
		const options = this.options();
		if ('error' in options) return this.allFail(options);
		const item = new Item(this.context, 0, options.onlyDry);
		const answers = await this.withRun(
			async (run) => withSiteWarningsOnce(run, await work(run, item, item.options())),
			options,
		).catch((error: unknown) => [this.failed(error)]);
		const results = answers.map((result) => ({ index: 0, result }));
		return await this.finished(results, options);
	}

	/**
	 * Runs an operation to which all input items together are one list. It takes its parameters from the first item. An
	 * answer is paired with the item whose line it is about, or with all of them.
	 */
	async runBatch<Settings>(handler: BatchHandler<Settings>): Promise<INodeExecutionData[]> {
		const options = this.options();
		if ('error' in options)
			return finish(this.context, [{ index: 0, ofAll: true, result: options }]);
		const item = new Item(this.context, 0, options.onlyDry);
		if (options.onlyDry) item.warnings.push(ONLY_DRY);
		const rows = this.context.getInputData().map(({ json }, index) => ({ index, json }));
		const runList = async () => {
			const settings = await handler.read(item);
			return await this.withRun((run) => handler.run(run, rows, settings), options);
		};
		const answers = await runList().catch((error: unknown) => [
			{ index: null, answer: this.failed(error) },
		]);
		const results = answers.map(({ index, answer }) => ({
			index: index ?? 0,
			ofAll: index === null,
			result: withWarnings(answer, item.warnings),
		}));
		return await this.finished(results, options);
	}

	/** Runs an operation on the connection itself. */
	async runSignIn(who: AllowedCaller, handler: SignInHandler): Promise<INodeExecutionData[]> {
		try {
			refuseCalledWorkflow(this.context, this.operation);
		} catch (error) {
			return this.allFail(this.failed(error));
		}
		const settings = () => readRunSettings(this.context);
		return await runSignIn(this.context, this.operation, settings, who, handler);
	}

	/** One failure for every input item, so that none of them takes the way of a success. */
	allFail(failure: Failure): INodeExecutionData[] {
		const indexes = [...this.context.getInputData().keys()];
		return finish(
			this.context,
			indexes.map((index) => ({ index, result: failure })),
		);
	}

	/** Reads the parameters of all items. An item whose parameters are wrong fails by itself. */
	private async readItems<Requested>(
		read: (item: Item) => Requested | Promise<Requested>,
		{ onlyDry }: ExecutionOptions,
	): Promise<{ pending: Array<PendingItem<Requested>>; results: ItemResult[] }> {
		const results: ItemResult[] = [];
		const pending: Array<PendingItem<Requested>> = [];
		const shared = new SharedValues();
		for (const index of this.context.getInputData().keys()) {
			if (index % YIELD_EVERY === YIELD_EVERY - 1) await yieldToEventLoop();
			const item = new Item(this.context, index, onlyDry, shared);
			try {
				pending.push({ item, request: await read(item) });
				if (onlyDry) item.warnings.push(ONLY_DRY);
			} catch (error) {
				results.push({ index, result: this.failed(error, item.subject()) });
			}
		}
		return { pending, results };
	}

	private async withRun<T>(
		use: (run: Run) => Promise<T>,
		{ report }: Pick<ExecutionOptions, 'report'> = {},
	): Promise<T> {
		const { context, operation, onFault } = this;
		const { run, close } = await openRun(context, operation, readRunSettings(context), onFault);
		try {
			const answer = await use(run);
			await report?.learn(run);
			return answer;
		} finally {
			await close();
		}
	}

	private async finished(
		results: ItemResult[],
		{ form, evidence, report }: ExecutionOptions,
		entryForms: EntryForms = {},
	): Promise<INodeExecutionData[]> {
		// What was written has been written. Its result must not be lost because the page fails, for example if the disk
		// is full.
		await report?.attach(results).catch((error: unknown) => {
			this.failed(error);
			const message = 'The report could not be made. The items are complete.';
			this.context.addExecutionHints({ message, location: 'outputPane', type: 'warning' });
		});
		return await finishInTurns(this.context, results, { form, evidence, entryForms });
	}

	/** What is valid for all items, or a failure if the node is set wrongly for all of them. */
	private options(): ExecutionOptions | Failure {
		try {
			return readExecutionOptions(this.context, this.operation);
		} catch (error) {
			return this.failed(error);
		}
	}

	/** What was thrown, as the failure of an item. A fault of our own goes to n8n's log. */
	failed(error: unknown, subject: Parameters<typeof failed>[2] = {}): Failure {
		return failed({ operation: this.operation, onFault: this.onFault }, error, subject);
	}
}

/** What the reading of an item noticed goes out with its result. */
function withWarnings(result: OperationResult, warnings: string[]): OperationResult {
	if (warnings.length === 0 || !('warnings' in result)) return result;
	return { ...result, warnings: [...warnings, ...result.warnings] };
}

const ONLY_DRY =
	"An AI model ran the node as a tool, so nothing was written. A person can switch on 'Allow Writes' in the node. A model can never delete, open a door or apply a list.";
