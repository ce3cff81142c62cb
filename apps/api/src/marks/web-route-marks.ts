import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allPermissions } from '@rapfang/access';
import { refuseUnmarked } from './unmarked.js';

/** `_access` of a page's `+page.server.ts` or of an endpoint's `+server.ts`. */
export type WebRouteMark = { permission: string } | { public: string };

export interface MarkedWebRoute {
  /** `/desk/moderation`, `/sign-out (endpoint)` */
  name: string;
  mark: WebRouteMark;
  /** Operations of the api that its own file calls; those that it shares with other routes are not here. */
  calls: string[];
}

const HOW =
  "export const _access = { public: 'why' } or { permission: 'room.verb' } in its +page.server.ts or +server.ts";
const ROUTES = 'apps/web/src/routes';

/**
 * The web's routes as their sources mark them, for docs/permissions.md.
 * @throws Error naming each route without `_access`
 */
export function webRoutesInSource(root = ROUTES): MarkedWebRoute[] {
  const files = globSync(['**/+page.svelte', '**/+page.server.ts', '**/+server.ts'], { cwd: root });
  const found = new Map<string, { mark: WebRouteMark | null; calls: string[] }>();
  for (const file of files) {
    const endpoint = file.endsWith('+server.ts');
    const path = join(root, dirname(file), endpoint ? '+server.ts' : '+page.server.ts');
    const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const [, kind, single, double] =
      /export const _access = \{\s{1,9}(public|permission):\s{1,9}(?:'([^'\n]*)'|"([^"\n]*)"),?\s{1,9}\}/.exec(
        source,
      ) ?? [];
    const words = single ?? double;
    const calls = [
      ...new Set(Array.from(source.matchAll(/\b(\w+)Document\b/g), ([, name]) => name as string)),
    ];
    found.set(nameOf(dirname(file), endpoint), {
      mark: kind && words ? ({ [kind]: words } as WebRouteMark) : null,
      calls: calls.sort(),
    });
  }
  return checked([...found].map(([name, { mark, calls }]) => ({ name, mark, calls })));
}

interface Manifest {
  nodes: (() => Promise<{ server?: { _access?: WebRouteMark } }>)[];
  routes: {
    id: string;
    page: { leaf: number } | null;
    endpoint: (() => Promise<{ _access?: WebRouteMark }>) | null;
  }[];
}

/**
 * The same for the web as it was built, before it is served.
 * @param file `manifest.js` of the build
 * @throws Error naming each route without `_access`
 */
export async function webRoutesInBuild(file: string): Promise<MarkedWebRoute[]> {
  const { manifest } = (await import(pathToFileURL(file).href)) as { manifest: Manifest };
  const { nodes, routes } = manifest;
  const found: { name: string; mark: WebRouteMark | null; calls: string[] }[] = [];
  for (const { id, page, endpoint } of routes) {
    if (page) {
      const node = await nodes[page.leaf]?.();
      found.push({ name: nameOf(id, false), mark: node?.server?._access ?? null, calls: [] });
    }
    if (endpoint) found.push({ name: nameOf(id, true), mark: (await endpoint())._access ?? null, calls: [] });
  }
  return checked(found);
}

/** `(site)/plans/[plan]` → `/plans/[plan]` */
function nameOf(folder: string, endpoint: boolean): string {
  const path = folder.split(/[\\/]/).filter((part) => part && part !== '.' && !/^\(.*\)$/.test(part));
  return `/${path.join('/')}${endpoint ? ' (endpoint)' : ''}`;
}

function checked(found: { name: string; mark: WebRouteMark | null; calls: string[] }[]): MarkedWebRoute[] {
  const bare = found.filter(({ mark }) => !mark).map(({ name }) => name);
  refuseUnmarked('web route', HOW, bare.sort());
  const known = new Set(allPermissions().map(({ name }) => name));
  const marked = found.map((one) => ({ ...one, mark: one.mark as WebRouteMark }));
  for (const { name, mark } of marked) {
    if ('permission' in mark && !known.has(mark.permission))
      throw new Error(`The web route ${name} names a permission that no room declares: ${mark.permission}.`);
  }
  return marked.sort((a, b) => (a.name < b.name ? -1 : 1));
}
