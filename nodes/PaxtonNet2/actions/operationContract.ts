import type { IBinaryKeyData } from 'n8n-workflow';
import type { EntryForms } from '../host/outputForms';
import type { Failure } from '../lifecycle/result/result';
import type { AnySuccess, OperationResult } from '../lifecycle/result/operationResult';
import type { LazyRequest, Request, Run } from '../lifecycle/run/request';
import type { Item } from './item';

/** What all operations that work item by item have in common. */
export interface Handler<Requested, Answer extends object> {
	/** Carries out all requests. Returns one answer for each, in their order. */
	run(run: Run, requests: Requested[]): Promise<Array<Answer | Failure>>;
	/** Files that go with an answer. */
	files?(item: Item, answer: Answer): Promise<IBinaryKeyData | undefined>;
}

/** An operation that changes something for each item. */
export interface ItemHandler<Params, Answer extends AnySuccess>
	extends Handler<Request<Params>, Answer> {
	/** Reads the parameters of one item. What it throws is the failure of that item, and of no other. */
	read(item: Item): Params | Promise<Params>;
}

/** An operation that reads something for each item, and answers with a list. */
export interface ReadHandler<Params, Answer extends object>
	extends Handler<Request<Params>, Answer> {
	read(item: Item): Params | Promise<Params>;
	/** One output item each. */
	entries(answer: Answer): object[];
	forms?: EntryForms;
}

/** An {@link ItemHandler} with many parameters: while one item is read, others are written. */
export interface StreamingHandler<Key, Params, Answer extends AnySuccess>
	extends Handler<LazyRequest<Key, Params>, Answer> {
	/** What must be known of all items before any user is written. */
	readKey(item: Item): Key;
	/** Reads the rest. What it throws is the failure of that item, and of no other. */
	read(item: Item, key: Key): Params | Promise<Params>;
}

/** An operation that lists what Net2 has, once, with the parameters of the first item. */
export interface ListHandler<Entry extends object> {
	run(run: Run, item: Item): Promise<{ entries: Entry[]; warnings?: string[] }>;
	forms?: EntryForms;
}

/** An operation to which all input items together are one list. */
export interface BatchHandler<Settings> {
	read(item: Item): Promise<Settings>;
	run(
		run: Run,
		rows: Array<{ index: number; json: unknown }>,
		settings: Settings,
	): Promise<Array<{ index: number | null; answer: OperationResult }>>;
}
