import { Field, Int, ObjectType } from '@nestjs/graphql';
import { CommentState } from '@rapfang/comment';

@ObjectType('DeskCount')
export class DeskCountModel {
  @Field(() => CommentState) state!: CommentState;
  @Field(() => Int) count!: number;
}
