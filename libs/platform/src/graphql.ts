import { ArgsType, Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Type } from '@nestjs/common';
import { registerEnumType } from '@nestjs/graphql';
import { GraphQLScalarType } from 'graphql';
import { ErrorCode } from './errors.js';
import type { Page, PageRequest } from './keyset.js';

registerEnumType(ErrorCode, { name: 'ErrorCode', description: 'Value of `extensions.code` on every error.' });

/** Time in the schema: ISO 8601 in UTC, the text that is stored, passed through as it is. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'ISO 8601 in UTC with milliseconds: 2022-02-24T06:30:00.000Z',
  serialize: (value) => String(value),
  parseValue: (value) => String(value),
});

/** Language of a text or a reader, in the schema; stored as `th` and `en`. */
export const Locale = { TH: 'th', EN: 'en' } as const;
registerEnumType(Locale, { name: 'Locale' });

@ObjectType('BilingualText', {
  description:
    'A text in both languages. A missing language is null; the reader shows the other one and says so.',
})
export class BilingualTextModel {
  @Field(() => String, { nullable: true }) th!: string | null;
  @Field(() => String, { nullable: true }) en!: string | null;
}

@InputType('BilingualTextInput')
export class BilingualTextInput {
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(8000) th?: string | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() @MaxLength(8000) en?: string | null;
}

/** Relay paging; ranges and cursors are checked by `keysetQuery`. */
@ArgsType()
export class PageArgs implements PageRequest {
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() first?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() after?: string | null;
  @Field(() => Int, { nullable: true }) @IsOptional() @IsInt() last?: number | null;
  @Field(() => String, { nullable: true }) @IsOptional() @IsString() before?: string | null;
}

@ObjectType('PageInfo')
export class PageInfoModel {
  @Field() hasNextPage!: boolean;
  @Field() hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) startCursor!: string | null;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

export interface Connection<Item> {
  edges: { cursor: string; node: Item }[];
  pageInfo: PageInfoModel;
  /** Counted when read, so only when the field is asked for. */
  readonly totalCount: number | Promise<number>;
}

/** Relay edge and connection types for a node: `const { Connection } = connectionOf('Comment', CommentModel)`. */
export function connectionOf<Item>(name: string, node: Type<Item>) {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field() cursor!: string;
    @Field(() => node) node!: Item;
  }
  @ObjectType(`${name}Connection`)
  class ConnectionModel {
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
    @Field(() => Int) readonly totalCount!: number | Promise<number>;
  }
  return { Connection: ConnectionModel, Edge };
}

/**
 * Shapes a keyset page as a Relay connection.
 * @param totalCount the number, or how to count it should the field be asked for
 */
export function connectionFrom<Item>(
  page: Page<Item>,
  totalCount: number | (() => Promise<number>),
): Connection<Item> {
  return {
    edges: page.items.map((node, index) => ({ cursor: page.cursors[index] as string, node })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.cursors[0] ?? null,
      endCursor: page.cursors.at(-1) ?? null,
    },
    get totalCount() {
      return typeof totalCount === 'number' ? totalCount : totalCount();
    },
  };
}

/**
 * What a list costs that is given whole, for the limit on an operation; connections are reckoned by
 * their size. To be set where lists lead to further lists: sections of a plan, children of a section.
 * @param size items to reckon with
 */
export const costOfList =
  (size: number) =>
  ({ childComplexity }: { childComplexity: number }): number =>
    1 + size * childComplexity;
