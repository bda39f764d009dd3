import type { IBinaryKeyData, IExecuteFunctions } from 'n8n-workflow';
import { PLAN_VALID_HOURS } from '../lifecycle/planId';
import { siteFor } from '../lifecycle/plan/policy';
import type { Run } from '../lifecycle/run/request';
import { customFieldName } from '../mapping/customFields';
import { wallAt, writeWall, zoneOf, type Site } from '../mapping/siteTime';
import { isSummary, type ReportItem, type ReportSource } from '../planReport/input';
import type { ReportLanguage } from '../planReport/languages';
import { planReport } from '../planReport/page';
import { hostClock } from './clock';
import { listNameIn, listSettingsIn } from './reportSettings';
import { csvOf, withoutFormulas } from './safeCsv';
import { isFailed, type ItemResult } from './itemResult';

/** The binary properties with the page, and with the rows that a long page leaves out. */
const PAGE = 'report';
const ROWS = 'reportCsv';
const HOUR = 3_600_000;
/** Without it Excel reads UTF-8 as another encoding. */
const BYTE_ORDER_MARK = '\ufeff';

/** The report of a run, as files on one of its items: see {@link planReport}. */
export class AttachedReport {
	private labels: ReadonlyMap<string, string> = new Map();
	private server = { server: '', operator: '' };
	private site: Site;
	private siteWarnings: ReadonlySet<string> = new Set();

	constructor(
		private readonly context: IExecuteFunctions,
		/** e.g. `user.synchronize` */
		private readonly operation: string,
		private readonly language: ReportLanguage,
	) {
		this.site = { zone: context.getTimezone() };
	}

	/** Takes over what only the run knows. A report without the site's names of its fields is better than none. */
	async learn({ reference, net2, siteZone, workflowZone, siteWarnings }: Run): Promise<void> {
		this.server = { server: net2.origin, operator: net2.operator };
		this.site = siteFor({ siteZone, workflowZone });
		this.siteWarnings = siteWarnings;
		const fields = await reference.customFields().catch(() => []);
		this.labels = new Map(fields.map(({ id, name }) => [customFieldName(id), name]));
	}

	/** Puts the files onto one item. It is the summary of a list, else the first that has no error, else the first. */
	async attach(results: ItemResult[]): Promise<void> {
		const [first] = results;
		const summary = results.find(({ result }) => isSummary(result));
		const carrier = summary ?? results.find((one) => !isFailed(one)) ?? first;
		if (carrier === undefined) return;
		const source = this.source();
		// No name of a user, and nothing else from the HR data, gets into the name of a file.
		const fileName = `net2-report-${source.madeAt.slice(0, 16).replace('T', '-').replace(':', '')}`;
		const { page, rows } = planReport(
			{
				items: results.map(({ result }) => result).filter(isReportItem),
				source,
				language: this.language,
				labels: this.labels,
				siteWarnings: this.siteWarnings,
			},
			`${fileName}.csv`,
		);
		const files: IBinaryKeyData = {
			[PAGE]: await this.file(page, `${fileName}.html`, 'text/html'),
		};
		if (rows !== undefined) {
			const csv = csvOf(rows.map((row) => row.map(withoutFormulas)));
			files[ROWS] = await this.file(`${BYTE_ORDER_MARK}${csv}`, `${fileName}.csv`, 'text/csv');
		}
		carrier.binary = { ...carrier.binary, ...files };
	}

	private source(): ReportSource {
		const { context, operation, server, site } = this;
		const zone = zoneOf(site);
		const now = hostClock.now();
		return {
			operation,
			workflowName: context.getWorkflow().name ?? '',
			executionId: context.getExecutionId() ?? '',
			...server,
			listName: listNameIn(context),
			madeAt: writeWall(wallAt(now, zone)),
			validUntil: writeWall(wallAt(now + PLAN_VALID_HOURS * HOUR, zone)),
			zone: zone.name,
			settings: operation === 'user.synchronize' ? listSettingsIn(context) : undefined,
		};
	}

	private async file(text: string, name: string, mimeType: string) {
		return await this.context.helpers.prepareBinaryData(Buffer.from(text, 'utf8'), name, mimeType);
	}
}

/** What the report is about. Entries of a list that Net2 has are not. */
function isReportItem(answer: object): answer is ReportItem {
	return 'error' in answer || isSummary(answer) || ('outcome' in answer && 'changes' in answer);
}
