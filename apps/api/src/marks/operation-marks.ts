import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { ALLOW, inAudience, refusalOf, type AllowMark, type OperationContext } from '@rapfang/access';
import { defaultFieldResolver, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { refuseUnmarked } from './unmarked.js';

export interface Marked {
  /** `Mutation submitComment`, `Comment.tags` */
  name: string;
  mark: AllowMark;
}

/** Nest's metadata keys: the kind of a root resolver (Query …) or the type of a class, its name, whether it is a field. */
const RESOLVER_KIND = 'graphql:resolver_type';
const RESOLVER_NAME = 'graphql:resolver_name';
const RESOLVER_FIELD = 'graphql:resolve_property';
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * Every query and mutation with the permission it is marked with.
 * @throws Error naming each one without `@Allow` or `@Public`: nothing is open by default
 */
export function markedOperations(app: INestApplicationContext): Marked[] {
  const found = resolvers(app).filter(({ root }) => root);
  return allMarked(found, 'operation', '@Allow or @Public');
}

/**
 * Every field that has a resolver of its own, with its mark.
 * @throws Error naming each one without `@Allow`, `@Public` or `@OfParent`
 */
export function markedFields(app: INestApplicationContext): Marked[] {
  const found = resolvers(app).filter(({ root }) => !root);
  return allMarked(found, 'resolver entry', '@Allow, @Public or @OfParent');
}

/**
 * Holds the fields marked `@Allow` to it: Nest runs guards on operations alone. What everybody may ask
 * is left as it is, so that a page with a hundred fields pays nothing.
 */
export function guardFields(schema: GraphQLSchema, fields: readonly Marked[]): void {
  for (const { name, mark } of fields) {
    if (!('permission' in mark) || mark.permission.audience.includes('ANYONE')) continue;
    const [typeName, fieldName] = name.split('.') as [string, string];
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`${name} is marked with @Allow, but the schema has no such field.`);
    const { permission } = mark;
    const resolve: GraphQLFieldResolver<unknown, OperationContext> = field.resolve ?? defaultFieldResolver;
    field.resolve = (parent, args, context: OperationContext, info) => {
      const { actor } = context.ctx;
      if (!inAudience(actor, permission.audience)) throw refusalOf(actor, permission);
      return resolve(parent, args, context, info);
    };
  }
}

interface Found {
  root: boolean;
  name: string;
  place: string;
  mark: AllowMark | undefined;
}

function resolvers(app: INestApplicationContext): Found[] {
  const scanner = new MetadataScanner();
  const found: Found[] = [];
  for (const { instance } of app.get(DiscoveryService).getProviders()) {
    const prototype: object | null = instance ? Object.getPrototypeOf(instance) : null;
    if (!prototype) continue;
    for (const method of scanner.getAllMethodNames(prototype)) {
      const handler = (prototype as Record<string, object>)[method];
      if (!handler) continue;
      const kind = Reflect.getMetadata(RESOLVER_KIND, handler) as string | undefined;
      const root = kind !== undefined && ROOTS.has(kind);
      if (!root && !Reflect.getMetadata(RESOLVER_FIELD, handler)) continue;
      const called = (Reflect.getMetadata(RESOLVER_NAME, handler) as string | undefined) ?? method;
      const type = Reflect.getMetadata(RESOLVER_KIND, instance.constructor) as string | undefined;
      found.push({
        root,
        name: root ? `${kind} ${called}` : `${type}.${called}`,
        place: `${instance.constructor.name}.${method}`,
        mark: Reflect.getMetadata(ALLOW, handler) as AllowMark | undefined,
      });
    }
  }
  return found;
}

function allMarked(found: Found[], what: string, marks: string): Marked[] {
  refuseUnmarked(
    what,
    marks,
    found.filter(({ mark }) => !mark).map(({ name, place }) => `${name} (${place})`),
  );
  return found
    .map(({ name, mark }) => ({ name, mark: mark as AllowMark }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
