import { DateTime } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Run } from '../lifecycle/run/request';
import { customFieldName } from '../mapping/customFields';
import { planPage } from '../planPage/page';
import { hostClock } from './clock';
import { isSummary } from '../lifecycle/result/operationResult';
import { isFailed, type ItemResult } from './itemResult';

/** The binary property that the page is put into. */
const PROPERTY = 'report';

/** The page of a run whose options ask for one: see {@link planPage}. */
export class PlanReport {
	private labels: ReadonlyMap<string, string> = new Map();

	constructor(
		private readonly context: IExecuteFunctions,
		/** e.g. `user.synchronize` */
		private readonly operation: string,
	) {}

	/** Reads what the site calls its fields. A page without these names is better than none. */
	async learn({ reference }: Run): Promise<void> {
		const fields = await reference.customFields().catch(() => []);
		this.labels = new Map(fields.map(({ id, name }) => [customFieldName(id), name]));
	}

	/** Puts the page onto one item: the summary of a list, else the first that has no error, else the first. */
	async attach(items: ItemResult[]): Promise<void> {
		const [first] = items;
		const summary = items.find(({ result }) => isSummary(result));
		const carrier = summary ?? items.find((one) => !isFailed(one)) ?? first;
		if (carrier === undefined) return;
		const { context, operation, labels } = this;
		const now = DateTime.fromMillis(hostClock.now(), { zone: context.getTimezone() });
		const page = planPage(
			items.map(({ result }) => result),
			{
				operation,
				workflowName: context.getWorkflow().name ?? '',
				executionId: context.getExecutionId() ?? '',
				madeAt: `${now.toFormat('yyyy-MM-dd HH:mm')} (${now.zoneName})`,
			},
			labels,
		);
		// No name of a user, and nothing else from outside, gets into the name of a file.
		const fileName = `net2-report-${now.toFormat('yyyy-MM-dd-HHmm')}.html`;
		const file = await context.helpers.prepareBinaryData(
			Buffer.from(page, 'utf8'),
			fileName,
			'text/html',
		);
		carrier.binary = { ...carrier.binary, [PROPERTY]: file };
	}
}
