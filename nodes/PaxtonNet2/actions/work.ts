import type { IBinaryKeyData } from 'n8n-workflow';
import type { LazyRequest, Request, Run } from '../lifecycle/run/request';
import type { Failure } from '../lifecycle/result/result';
import type { Item } from './item';

/** What all operations on people have in common. */
export interface AnyWork<Asking, Answer extends object> {
	/** Carries all wishes out; one answer each, in their order. */
	act(run: Run, requests: Asking[]): Promise<Array<Answer | Failure>>;
	/** Whether a model may cause it once Allow Writes is on; if not, a model's call is a dry run always. */
	modelsMay?: 'ifAllowed' | 'never';
	/** Where an item is answered by a list: its entries, one output item each. */
	entries?(answer: Answer): object[];
	/** Files that go along with an answer. */
	files?(item: Item, answer: Answer): Promise<IBinaryKeyData | undefined>;
}

/** What an operation on people is made of. */
export interface ItemWork<Params, Answer extends object> extends AnyWork<Request<Params>, Answer> {
	/** One item's wish; what it throws is that item's failure, and no other's. */
	read(item: Item): Params | Promise<Params>;
}

/** The same for an operation with many parameters: while one item is read, others are written. */
export interface BegunWork<Key, Params, Answer extends object>
	extends AnyWork<LazyRequest<Key, Params>, Answer> {
	/** What must be known of all items before anybody is written. */
	begin(item: Item): Key;
	/** The whole wish; what it throws is that item's failure, and no other's. */
	read(item: Item, beginning: Key): Params | Promise<Params>;
}

/** What an operation on a whole list is made of. */
export interface ListWork<Settings> extends Pick<AnyWork<never, object>, 'modelsMay'> {
	read(item: Item): Promise<Settings>;
	act(
		run: Run,
		rows: Array<{ index: number; json: unknown }>,
		settings: Settings,
	): Promise<Array<{ index: number | null; answer: object }>>;
}
