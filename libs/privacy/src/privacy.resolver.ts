import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  ConsentPurpose,
  CurrentCookies,
  CurrentCtx,
  PersonalData,
  type CookieJar,
} from '@rapfang/access';
import type { Ctx } from '@rapfang/platform';
import { Consents } from './consents.js';
import { listTexts } from './consent-texts.js';
import { DataSubjects } from './data-subjects.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { ConsentTextModel, MyDataModel } from './privacy.model.js';
import { privacyPermissions } from './privacy.permissions.js';

/** `receiptCode` throughout: of the one comment it stands for; without it, the person or guest who asks. */
@Resolver()
export class PrivacyResolver {
  constructor(
    private readonly subjects: DataSubjects,
    private readonly personalData: PersonalData,
    private readonly exports: ExportService,
    private readonly erasures: ErasureService,
    private readonly consents: Consents,
  ) {}

  @Query(() => [ConsentTextModel], { description: 'Every version of a text, newest first.' })
  @Allow(privacyPermissions.readTexts)
  consentTexts(@Args('purpose', { type: () => ConsentPurpose }) purpose: ConsentPurpose): ConsentTextModel[] {
    return listTexts(purpose);
  }

  @Query(() => MyDataModel)
  @Allow(privacyPermissions.readOwn)
  async myData(
    @CurrentCtx() ctx: Ctx,
    @Args('receiptCode', { type: () => String, nullable: true }) receiptCode: string | null,
  ): Promise<MyDataModel> {
    const subject = await this.subjects.of(ctx, receiptCode);
    const effects = await Promise.all(
      this.personalData.rooms().map(async (room) => (await room.effects?.(ctx, subject)) ?? []),
    );
    return {
      kind: subject.kind,
      recent: await this.subjects.isRecent(ctx, subject),
      sets: [...(await this.exports.count(ctx, subject))].map(([name, count]) => ({ name, count })),
      effects: effects.flat(),
      consents: await this.consents.of(ctx, subject),
    };
  }

  @Mutation(() => Boolean, { description: 'At once and for good; what stays is told by `myData.effects`.' })
  @Allow(privacyPermissions.erase)
  async eraseMyData(
    @CurrentCtx() ctx: Ctx,
    @CurrentCookies() cookies: CookieJar,
    @Args('receiptCode', { type: () => String, nullable: true }) receiptCode: string | null,
  ): Promise<boolean> {
    await this.erasures.erase(ctx, cookies, receiptCode);
    return true;
  }

  @Mutation(() => Boolean)
  @Allow(privacyPermissions.consent)
  async giveConsent(
    @CurrentCtx() ctx: Ctx,
    @Args('purpose', { type: () => ConsentPurpose }) purpose: ConsentPurpose,
    @Args('version') version: string,
  ): Promise<boolean> {
    await this.consents.give(ctx, await this.subjects.of(ctx, null), purpose, version);
    return true;
  }

  @Mutation(() => Boolean)
  @Allow(privacyPermissions.consent)
  async withdrawConsent(
    @CurrentCtx() ctx: Ctx,
    @Args('purpose', { type: () => ConsentPurpose }) purpose: ConsentPurpose,
    @Args('receiptCode', { type: () => String, nullable: true }) receiptCode: string | null,
  ): Promise<boolean> {
    await this.consents.withdraw(ctx, await this.subjects.of(ctx, receiptCode), purpose);
    return true;
  }
}
