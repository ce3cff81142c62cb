import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

/** An attestation of a security key may carry a chain of certificates; 16 kB is twice the longest known. */
const ANSWER_MOST = 16_384;
const CODE_MOST = 40;
const NAME_MOST = 80;
/** Control and format characters would turn a list of names around, or blank it out. */
const HARMLESS = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u;
const SOMETHING = /[^\p{C}\p{Z}]/u;

@ArgsType()
export class IdArgs {
  @Field(() => ID) @IsString() @MaxLength(26) id!: string;
}

@ArgsType()
export class CodeArgs {
  @Field() @IsString() @IsNotEmpty() @MaxLength(CODE_MOST) code!: string;
}

@ArgsType()
export class PasskeyAnswerArgs {
  /** What the browser answered, as JSON. */
  @Field() @IsString() @MaxLength(ANSWER_MOST) answer!: string;
}

@ArgsType()
export class NewPasskeyArgs extends PasskeyAnswerArgs {
  @Field() @IsString() @MaxLength(NAME_MOST) @Matches(HARMLESS) @Matches(SOMETHING) name!: string;
}

@ArgsType()
export class RenamePasskeyArgs extends IdArgs {
  @Field() @IsString() @MaxLength(NAME_MOST) @Matches(HARMLESS) @Matches(SOMETHING) name!: string;
}
