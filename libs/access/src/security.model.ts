import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime, type Instant } from '@rapfang/platform';
import { SecondFactorState } from './access.model.js';
import { SignInMethod } from './session.entity.js';

registerEnumType(SignInMethod, { name: 'SignInMethod' });

@ObjectType('Passkey')
export class PasskeyModel {
  @Field(() => ID) id!: string;
  @Field() name!: string;
  @Field(() => DateTime) createdAt!: Instant;
  @Field(() => DateTime, { nullable: true }) lastUsedAt!: Instant | null;
}

@ObjectType('Session', { description: 'A browser in which the viewer is signed in.' })
export class SessionModel {
  @Field(() => ID) id!: string;
  /** "Chrome, Android". */
  @Field(() => String, { nullable: true }) device!: string | null;
  @Field(() => SignInMethod) method!: SignInMethod;
  @Field() secondFactor!: boolean;
  @Field(() => DateTime) createdAt!: Instant;
  /** To within some minutes. */
  @Field(() => DateTime, { nullable: true }) lastSeenAt!: Instant | null;
  @Field({ description: 'The one that asks.' }) current!: boolean;
}

@ObjectType('AuthenticatorAppToScan', { description: 'The secret of an app that waits for its first code.' })
export class AppToScanModel {
  @Field({ description: 'For typing: base32 in groups of four.' }) key!: string;
  @Field() address!: string;
  @Field({ description: 'The address as a QR code: SVG in a data: address.' }) picture!: string;
}

@ObjectType('Security', { description: 'How the viewer signs in, and where they are signed in.' })
export class SecurityModel {
  @Field(() => SecondFactorState) secondFactor!: SecondFactorState;
  @Field(() => DateTime, { nullable: true }) authenticatorAppSince!: Instant | null;
  @Field(() => AppToScanModel, { nullable: true }) appToScan!: AppToScanModel | null;
  @Field(() => Int) recoveryCodesLeft!: number;
  @Field(() => [PasskeyModel]) passkeys!: PasskeyModel[];
  @Field(() => [SessionModel]) sessions!: SessionModel[];
}
