import type { INodeExecutionData } from 'n8n-workflow';
import type { SignInHandler } from '../../nodes/PaxtonNet2/actions/signInOperation';
import { Call } from '../../nodes/PaxtonNet2/actions/call';
import type { Operation } from '../../nodes/PaxtonNet2/actions/operation';
import type { BegunWork, ItemWork, ListWork } from '../../nodes/PaxtonNet2/actions/work';

/** What an operation says of models: of its own accord, before Allow Writes and dry runs count. */
type Said = 'reads' | 'ifAllowed' | 'never' | 'refused';

/** A call that carries nothing out, and notes what the operation says of models instead. */
class Question extends Call {
	said: Said | undefined;

	override async perItem<Ask, Answer extends object>({
		modelsMay = 'ifAllowed',
	}: ItemWork<Ask, Answer>): Promise<INodeExecutionData[]> {
		return this.note(modelsMay);
	}

	override async perItemMeanwhile<Beginning, Ask, Answer extends object>({
		modelsMay = 'ifAllowed',
	}: BegunWork<Beginning, Ask, Answer>): Promise<INodeExecutionData[]> {
		return this.note(modelsMay);
	}

	override async wholeList<Settings>({
		modelsMay = 'ifAllowed',
	}: ListWork<Settings>): Promise<INodeExecutionData[]> {
		return this.note(modelsMay);
	}

	override async list(): Promise<INodeExecutionData[]> {
		return this.note('reads');
	}

	override async sweep(): Promise<INodeExecutionData[]> {
		return this.note('ifAllowed');
	}

	override async atDesk(
		who: 'anybody' | 'people',
		_act: SignInHandler,
	): Promise<INodeExecutionData[]> {
		return this.note(who === 'people' ? 'refused' : 'reads');
	}

	private note(said: Said): INodeExecutionData[] {
		this.said = said;
		return [];
	}
}

/**
 * Whether an AI model may use an operation as a tool (design, rule 9), asked of the operation itself.
 *
 * @param writes whether it writes to Net2, which is whether it offers a dry run
 */
export async function modelsMay(operation: Operation, writes: boolean): Promise<string> {
	// Made without its constructor: nothing of an execution is there, and nothing of it is asked for.
	const question: Question = Object.create(Question.prototype);
	await operation.execute(question);
	switch (question.said) {
		case 'refused':
			return 'never';
		case 'never':
			return 'as a dry run only, whatever is switched on';
		case 'ifAllowed':
			return writes ? 'as a dry run, unless a person switched on Allow Writes' : 'yes, it reads';
		case 'reads':
			return 'yes, it reads';
		case undefined:
			throw new Error('The operation went no way that is known');
	}
}
