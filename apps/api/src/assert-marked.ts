import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { ALLOW, type AllowMark } from '@rapfang/access';

export interface MarkedOperation {
  /** `Mutation submitComment` */
  name: string;
  mark: AllowMark;
}

/** Nest's metadata key for the kind of a resolver method: Query, Mutation, Subscription or a field. */
const RESOLVER_KIND = 'graphql:resolver_type';
const OPERATIONS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Every query and mutation with the permission it is marked with.
 * @throws Error naming each operation without `@Allow` or `@Public`: nothing is open by default.
 */
export function markedOperations(app: INestApplicationContext): MarkedOperation[] {
  const scanner = new MetadataScanner();
  const marked: MarkedOperation[] = [];
  const bare: string[] = [];
  for (const { instance } of app.get(DiscoveryService).getProviders()) {
    const prototype: object | null = instance ? Object.getPrototypeOf(instance) : null;
    if (!prototype) continue;
    for (const method of scanner.getAllMethodNames(prototype)) {
      const handler = (prototype as Record<string, object>)[method];
      if (!handler) continue;
      const kind = Reflect.getMetadata(RESOLVER_KIND, handler) as string | undefined;
      if (!kind || !OPERATIONS.has(kind)) continue;
      const mark = Reflect.getMetadata(ALLOW, handler) as AllowMark | undefined;
      const name = `${kind} ${(Reflect.getMetadata('graphql:resolver_name', handler) as string | undefined) ?? method}`;
      if (mark) marked.push({ name, mark });
      else bare.push(`${instance.constructor.name}.${method}`);
    }
  }
  if (bare.length > 0) {
    throw new Error(`Not marked with @Allow or @Public, so the server does not start: ${bare.join(', ')}`);
  }
  return marked.sort((a, b) => (a.name < b.name ? -1 : 1));
}
