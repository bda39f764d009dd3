import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { TokenStore } from '../net2/openNet2';
import { isOnQueue } from './queueWorker';

/** Our only key in the workflow's static data. It has one sealed entry for each server and operator. */
const OWN_KEY = 'paxtonNet2';

/**
 * Keeps sealed sign-ins in the workflow's static data. So the next execution need not sign in, even after a restart
 * of n8n. The scope is `global`, because the other one depends on the node's name. Nothing is written in queue mode,
 * nor in a manual run, which n8n does not save: see {@link isOnQueue}.
 */
export function tokenStoreOf(
	context: Pick<IExecuteFunctions, 'getWorkflowStaticData' | 'getMode'>,
	onQueue = isOnQueue(),
): TokenStore {
	const isSaved = !onQueue && context.getMode() !== 'manual';
	const staticData = () => context.getWorkflowStaticData('global');
	const load = (fingerprint: string) => {
		const sealed = ownOf(staticData())[fingerprint];
		return typeof sealed === 'string' ? sealed : undefined;
	};
	return {
		load,
		save(fingerprint, sealed) {
			if (!isSaved || load(fingerprint) === sealed) return;
			const data = staticData();
			data[OWN_KEY] = { ...ownOf(data), [fingerprint]: sealed };
		},
		forget(fingerprint) {
			if (!isSaved || load(fingerprint) === undefined) return;
			const data = staticData();
			const { [fingerprint]: _forgotten, ...others } = ownOf(data);
			data[OWN_KEY] = others;
		},
	};
}

function ownOf(data: IDataObject): IDataObject {
	const own = data[OWN_KEY];
	return isDataObject(own) ? own : {};
}

function isDataObject(value: IDataObject[string]): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
