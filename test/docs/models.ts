import type { INodeExecutionData } from 'n8n-workflow';
import type { SignInHandler } from '../../nodes/PaxtonNet2/actions/signInOperation';
import { Call } from '../../nodes/PaxtonNet2/actions/call';
import type { Operation } from '../../nodes/PaxtonNet2/actions/operation';
import type { BegunWork, ItemWork, ListWork } from '../../nodes/PaxtonNet2/actions/work';

/** What an operation says of models: of its own accord, before Allow Writes and dry runs count. */
type Said = 'reads' | 'ifAllowed' | 'never' | 'refused';

/** A call that executes nothing, and notes what the operation says about models instead. */
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
 * Whether an AI model may use an operation as a tool. The operation itself decides it: safety rule 9
 * (docs/safety-rules.md#rule-9-ai-tools).
 *
 * @param writes whether it writes to Net2, which is whether it offers a dry run
 */
export async function modelsMay(operation: Operation, writes: boolean): Promise<string> {
	// The constructor would need an execution, and the question needs none.
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
