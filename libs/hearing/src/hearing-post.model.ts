import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CommentModel } from '@rapfang/comment';
import { connectionOf, DateTime, type Instant } from '@rapfang/platform';

@ObjectType('HearingPost', { description: 'A comment of a hearing, with what the room knows of it.' })
export class HearingPostModel {
  @Field() itemId!: string;
  @Field({ description: 'Stands on the stage now.' }) onStage!: boolean;
  @Field(() => DateTime, { nullable: true, description: 'Answered in the room, by word of mouth.' })
  answeredAt!: Instant | null;
  @Field(() => CommentModel) comment!: CommentModel;
}

const pages = connectionOf('HearingPost', HearingPostModel);
export const HearingPostConnection = pages.Connection;
export const HearingPostEdge = pages.Edge;
export type HearingPostConnection = InstanceType<typeof pages.Connection>;

@ObjectType('HearingRoom', { description: 'How the room stands now, for who follows it from here.' })
export class HearingRoomModel {
  @Field(() => Int, { description: 'Number of the last public event: follow `hearing:<id>` after it.' })
  lastEvent!: number;
  @Field({ description: 'Name of the live stream.' }) stream!: string;
  @Field(() => [HearingPostModel], { description: 'What stands on the stage, the newest first.' })
  onStage!: HearingPostModel[];
  @Field(() => Int, { description: 'Published comments.' }) comments!: number;
}
