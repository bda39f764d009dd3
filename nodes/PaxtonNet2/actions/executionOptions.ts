import type { IExecuteFunctions } from 'n8n-workflow';
import type { RunSettings } from '../host/openRun';
import { OUTPUT_FORMS, type OutputForm } from '../host/outputForms';
import { AttachedReport } from '../host/attachReport';
import { REPORT_LANGUAGES } from '../planReport/languages';
import { isToolRun } from '../host/toolRun';
import { isGuarded, refuseCalledWorkflow } from './guardedOperations';
import { choiceOf, fixedBoolean, textOf, valueAt, wholeNumberOf } from './values';

/** What is valid for all items of an execution, from the options of its first item. */
export interface ExecutionOptions {
	/** Nothing is written, whatever the items say (docs/safety-rules.md, rule 9). */
	onlyDry: boolean;
	form: OutputForm;
	evidence: boolean;
	/** Absent: no page was requested. */
	report?: AttachedReport;
}

/** Throws what is wrong with the settings of the node, which then is the failure of every item. */
export function readExecutionOptions(
	context: IExecuteFunctions,
	operation: string,
): ExecutionOptions {
	refuseCalledWorkflow(context, operation);
	const evidence = valueAt(context, 'options.evidence', 0);
	const page = valueAt(context, 'options.report', 0);
	const language = valueAt(context, 'options.reportLanguage', 0);
	const forModel = isToolRun(context);
	const mayWrite =
		!forModel ||
		(fixedBoolean(context, 'allowWrites', 'Allow Writes') && !isGuarded(context, operation));
	return {
		onlyDry: !mayWrite,
		form: readOutputForm(context, operation),
		evidence: choiceOf(evidence, 'Evidence', ['none', 'csv']) === 'csv',
		// A model sees no files, and a page with names is not for a model.
		...(choiceOf(page, 'Report', ['none', 'html']) === 'html' &&
			!forModel && {
				report: new AttachedReport(
					context,
					operation,
					choiceOf(language, 'Report Language', REPORT_LANGUAGES),
				),
			}),
	};
}

/** The differences of a list are for a person to read; everything else is for a workflow first. */
export function readOutputForm(context: IExecuteFunctions, operation: string): OutputForm {
	const value = textOf(valueAt(context, 'options.output', 0), 'Output');
	if (value === undefined) return operation === 'user.synchronize' ? 'table' : 'full';
	return choiceOf(value, 'Output', OUTPUT_FORMS);
}

/** What the connection of an execution needs. */
export function readRunSettings(context: IExecuteFunctions): RunSettings {
	const value = (name: string) => valueAt(context, `options.${name}`, 0);
	return {
		maxConcurrency: wholeNumberOf(value('maxConcurrency'), 'Max Concurrency', {
			absent: 4,
			least: 1,
			most: 32,
		}),
		timeoutMs:
			1000 * wholeNumberOf(value('timeout'), 'Timeout', { absent: 30, least: 1, most: 600 }),
		session: textOf(value('session'), 'Saved Sign-In'),
	};
}
