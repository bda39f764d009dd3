import * as v from 'valibot';

export const WORKS = ['joiners', 'leavers', 'unchanged'] as const;
export type Work = (typeof WORKS)[number];

/** Who does the work, as the table names them. */
export const PEERS = {
	helloid: 'HelloID connector, re-enacted, with its sleeps',
	loop: 'n8n HTTP Request and IF nodes, Loop Over Items',
	unbounded: 'n8n HTTP Request and IF nodes, as they come',
	floor: 'floor: the writes and read-backs alone, undici',
	bare: 'bare writes, undici, nothing read back',
	ours: 'Paxton Net2 node',
} as const;
export const PeerName = v.picklist([
	'helloid',
	'loop',
	'unbounded',
	'floor',
	'bare',
	'ours',
] as const);
export type PeerName = v.InferOutput<typeof PeerName>;

/** What the floor may have under way at one time: as much as the node does. */
export const CONCURRENCY = 8;
