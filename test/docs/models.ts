import type { INodeExecutionData } from 'n8n-workflow';
import type { DeskAct } from '../../nodes/PaxtonNet2/actions/desk';
import { isNeverForModels } from '../../nodes/PaxtonNet2/actions/guardedOperations';
import { OperationRunner } from '../../nodes/PaxtonNet2/actions/operationRunner';
import type { Operation } from '../../nodes/PaxtonNet2/actions/operation';

/** What an operation says of models: of its own accord, before Allow Writes and dry runs count. */
type Said = 'reads' | 'ifAllowed' | 'refused';

/** A runner that executes nothing, and notes what the operation says about models instead. */
class Question extends OperationRunner {
	said: Said | undefined;

	override async runPerItem(): Promise<INodeExecutionData[]> {
		return this.note('ifAllowed');
	}

	override async runStreaming(): Promise<INodeExecutionData[]> {
		return this.note('ifAllowed');
	}

	override async runBatch(): Promise<INodeExecutionData[]> {
		return this.note('ifAllowed');
	}

	override async runRead(): Promise<INodeExecutionData[]> {
		return this.note('reads');
	}

	override async runList(): Promise<INodeExecutionData[]> {
		return this.note('reads');
	}

	override async runOnce(): Promise<INodeExecutionData[]> {
		return this.note('ifAllowed');
	}

	override async runSignIn(
		who: 'anybody' | 'people',
		_act: DeskAct,
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
 * @param name for example `user.delete`
 * @param writes whether it writes to Net2, which is whether it offers a dry run
 */
export async function modelsMay(
	operation: Operation,
	name: string,
	writes: boolean,
): Promise<string> {
	if (isNeverForModels(name)) return 'as a dry run only, whatever is switched on';
	// The constructor would need an execution, and the question needs none.
	const question: Question = Object.create(Question.prototype);
	await operation.execute(question);
	switch (question.said) {
		case 'refused':
			return 'never';
		case 'ifAllowed':
			return writes ? 'as a dry run, unless a person switched on Allow Writes' : 'yes, it reads';
		case 'reads':
			return 'yes, it reads';
		case undefined:
			throw new Error('The operation went no way that is known');
	}
}
