import type { TokenStore } from '../../../nodes/PaxtonNet2/net2/openNet2';

/** A token store like a workflow's static data, with a count of its writes. */
export class MemoryStore implements TokenStore {
	readonly entries = new Map<string, string>();
	writes = 0;

	load(fingerprint: string): string | undefined {
		return this.entries.get(fingerprint);
	}

	save(fingerprint: string, sealed: string): void {
		this.writes += 1;
		this.entries.set(fingerprint, sealed);
	}

	forget(fingerprint: string): void {
		this.entries.delete(fingerprint);
	}
}
