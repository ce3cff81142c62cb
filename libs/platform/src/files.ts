import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files by content: named by their SHA-256, so that a name from outside never reaches the disk. */
export class Files {
  constructor(private readonly folder: string) {}

  /** Writes through to the disk and gives the SHA-256 as hex. Writing the same bytes again is no harm. */
  async put(bytes: Uint8Array): Promise<string> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const path = this.path(hash);
    await mkdir(join(path, '..'), { recursive: true });
    const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    return hash;
  }

  /** A stream of the content, or null when there is none of that hash. */
  async get(hash: string): Promise<ReadStream | null> {
    if (!/^[0-9a-f]{64}$/.test(hash)) return null;
    const path = this.path(hash);
    return (await stat(path).catch(() => null)) ? createReadStream(path) : null;
  }

  /** Removes the content of that hash; that there is none is no harm. */
  async remove(hash: string): Promise<void> {
    if (/^[0-9a-f]{64}$/.test(hash)) await rm(this.path(hash), { force: true });
  }

  private path(hash: string): string {
    return join(this.folder, hash.slice(0, 2), hash);
  }
}
