import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { World } from './world';

/** Keeps the world on disk, so that the emulator can stop and later continue. */
export class StateFile {
	private saved = -1;
	private timer: NodeJS.Timeout | undefined;

	constructor(private readonly path: string) {}

	load(): World | undefined {
		if (!existsSync(this.path)) return undefined;
		const world = World.load(JSON.parse(readFileSync(this.path, 'utf8')));
		this.saved = world.version;
		return world;
	}

	/** Soon, and once for many changes in a row. */
	saveSoon(world: () => World): void {
		this.timer ??= setTimeout(() => this.save(world()), 20);
	}

	save(world: World): void {
		clearTimeout(this.timer);
		this.timer = undefined;
		if (this.saved === world.version) return;
		// A new file takes the old one's place at once: a kill in between leaves one or the other.
		writeFileSync(`${this.path}.new`, JSON.stringify(world.save()));
		renameSync(`${this.path}.new`, this.path);
		this.saved = world.version;
	}

	/** A replaced world counts its versions from the start. */
	forget(): void {
		this.saved = -1;
	}
}
