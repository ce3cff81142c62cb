import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Disposition } from '@rapfang/consultation';
import { BilingualTextModel, connectionOf, DateTime } from '@rapfang/platform';
import type { ResponseEntity } from './response.entity.js';
import { ResponseState } from './response.rules.js';

registerEnumType(ResponseState, { name: 'ResponseState' });

@ObjectType('Response')
export class ResponseModel {
  @Field(() => ID) id!: string;
  @Field() code!: string;
  @Field() planKey!: string;
  @Field(() => Disposition) disposition!: Disposition;
  @Field(() => BilingualTextModel) body!: BilingualTextModel;
  @Field(() => BilingualTextModel) reason!: BilingualTextModel;
  @Field(() => ResponseState) state!: ResponseState;
  @Field(() => DateTime) createdAt!: string;
  @Field(() => DateTime, { nullable: true }) publishedAt!: string | null;
  /** Who published it; for a draft, who wrote it. */
  @Field(() => String, { nullable: true }) byName!: string | null;
  @Field(() => Int) revision!: number;

  // For field resolvers; not in the schema.
  planId!: string;
  changedSectionKey!: string | null;
  changedVersion!: number | null;
}

const pages = connectionOf('Response', ResponseModel);
export const ResponseConnection = pages.Connection;
export const ResponseEdge = pages.Edge;
export type ResponseConnection = InstanceType<typeof pages.Connection>;

export function responseModel(response: ResponseEntity): ResponseModel {
  const {
    id,
    code,
    planId,
    planKey,
    disposition,
    state,
    createdAt,
    publishedAt,
    revision,
    changedSectionKey,
    changedVersion,
  } = response;
  return {
    id,
    code,
    planId,
    planKey,
    disposition,
    state,
    createdAt,
    publishedAt,
    revision,
    changedSectionKey,
    changedVersion,
    body: { th: response.bodyTh, en: response.bodyEn },
    reason: { th: response.reasonTh, en: response.reasonEn },
    byName: response.publishedByName ?? response.authorName,
  };
}
