import type { INodeExecutionData } from 'n8n-workflow';
import { GUARDED } from '../../nodes/PaxtonNet2/actions/guardedOperations';
import type { Operation } from '../../nodes/PaxtonNet2/actions/operation';
import type { AllowedCaller } from '../../nodes/PaxtonNet2/actions/signInOperation';
import { OperationRunner } from '../../nodes/PaxtonNet2/actions/operationRunner';

/** A runner that executes nothing, and notes in which way the operation would have run. */
class RecordingRunner extends OperationRunner {
	way: 'reads' | 'writes' | 'refused' | undefined;

	override async runPerItem(): Promise<INodeExecutionData[]> {
		return this.note('writes');
	}

	override async runStreaming(): Promise<INodeExecutionData[]> {
		return this.note('writes');
	}

	override async runBatch(): Promise<INodeExecutionData[]> {
		return this.note('writes');
	}

	override async runOnce(): Promise<INodeExecutionData[]> {
		return this.note('writes');
	}

	override async runRead(): Promise<INodeExecutionData[]> {
		return this.note('reads');
	}

	override async runList(): Promise<INodeExecutionData[]> {
		return this.note('reads');
	}

	override async runSignIn(who: AllowedCaller): Promise<INodeExecutionData[]> {
		return this.note(who === 'anybody' ? 'reads' : 'refused');
	}

	private note(way: RecordingRunner['way']): INodeExecutionData[] {
		this.way = way;
		return [];
	}
}

/**
 * Whether an AI model may use an operation as a tool. The operation itself decides it: safety rule 9
 * (docs/safety-rules.md#rule-9-ai-tools).
 *
 * @param id e.g. `user.delete`
 */
export async function modelsMay(id: string, operation: Operation): Promise<string> {
	// The constructor would need an execution, and the question needs none.
	const runner: RecordingRunner = Object.create(RecordingRunner.prototype);
	await operation.execute(runner);
	if (runner.way === 'refused') return 'never';
	if (GUARDED.has(id)) return "as a dry run only, even with 'Allow Writes'";
	if (id === 'user.synchronize') return "in the mode 'Plan' only";
	if (runner.way === 'reads') return 'yes, it only reads';
	if (runner.way === 'writes') return "as a dry run, unless a person switched on 'Allow Writes'";
	throw new Error(`${id} runs in a way that is not known here`);
}
