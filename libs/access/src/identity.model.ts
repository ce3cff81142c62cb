import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BilingualTextModel, DateTime, Locale, type Instant, type Language } from '@rapfang/platform';
import { AssuranceEnum, ViewerModel } from './access.model.js';
import type { OidcProblem } from './oidc-sign-in.service.js';

export const OidcProblemEnum: { [Problem in OidcProblem]: Problem } = {
  DENIED: 'DENIED',
  EXPIRED: 'EXPIRED',
  UNAVAILABLE: 'UNAVAILABLE',
  REFUSED: 'REFUSED',
  IDENTITY_TAKEN: 'IDENTITY_TAKEN',
  NUMBER_TAKEN: 'NUMBER_TAKEN',
  NUMBER_DIFFERS: 'NUMBER_DIFFERS',
  EMAIL_KNOWN: 'EMAIL_KNOWN',
  SIGNED_IN: 'SIGNED_IN',
};
registerEnumType(OidcProblemEnum, {
  name: 'OidcProblem',
  description: 'Why a sign-in at a provider came to nothing.',
});

@ObjectType('OidcProvider')
export class OidcProviderModel {
  @Field() key!: string;
  @Field(() => BilingualTextModel) name!: BilingualTextModel;
}

@ObjectType('OidcOutcome')
export class OidcOutcomeModel {
  @Field(() => OidcProblemEnum, { nullable: true }) problem!: OidcProblem | null;
  @Field({ description: 'The identity was to be added to the account of whoever is signed in.' })
  linking!: boolean;
  @Field(() => String, { nullable: true }) returnTo!: string | null;
  @Field(() => Locale) language!: Language;
  @Field(() => ViewerModel, { description: 'Who the browser is from here on.' }) viewer!: ViewerModel;
}

@ObjectType('LinkedIdentity', { description: 'An identity at a provider; never which one it is there.' })
export class LinkedIdentityModel {
  @Field(() => ID) id!: string;
  @Field() provider!: string;
  @Field(() => BilingualTextModel) name!: BilingualTextModel;
  @Field(() => AssuranceEnum) assurance!: 'EMAIL' | 'VERIFIED';
  @Field(() => DateTime) createdAt!: Instant;
  @Field(() => DateTime) lastUsedAt!: Instant;
  @Field({ description: 'False for the last way in to the account.' }) mayUnlink!: boolean;
}
