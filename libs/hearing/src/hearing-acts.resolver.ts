import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx } from '@rapfang/access';
import type { Ctx } from '@rapfang/platform';
import { CloseHearingService } from './close-hearing.service.js';
import { HearingView } from './hearing-view.js';
import {
  AnsweredInRoomInput,
  ChangeHearingInput,
  CreateHearingInput,
  GoToItemInput,
  HearingSettingsInput,
  MoveHearingInput,
  StageInput,
} from './hearing.input.js';
import { HearingModel } from './hearing.model.js';
import { hearingPermissions } from './hearing.permissions.js';
import { PrepareHearingService } from './prepare-hearing.service.js';
import { RunHearingService } from './run-hearing.service.js';
import { StageService } from './stage.service.js';

/** Setting up and running hearings. */
@Resolver(() => HearingModel)
export class HearingActsResolver {
  constructor(
    private readonly preparing: PrepareHearingService,
    private readonly running: RunHearingService,
    private readonly closing: CloseHearingService,
    private readonly stage: StageService,
    private readonly view: HearingView,
  ) {}

  @Mutation(() => HearingModel)
  @Allow(hearingPermissions.prepare)
  async createHearing(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: CreateHearingInput,
  ): Promise<HearingModel> {
    return this.view.show(ctx, await this.preparing.create(ctx, input));
  }

  @Mutation(() => HearingModel)
  @Allow(hearingPermissions.prepare)
  async changeHearing(
    @CurrentCtx() ctx: Ctx,
    @Args('input') input: ChangeHearingInput,
  ): Promise<HearingModel> {
    const { id, expectedRevision, ...draft } = input;
    return this.view.show(ctx, await this.preparing.change(ctx, id, expectedRevision, draft));
  }

  @Mutation(() => HearingModel, {
    description: 'Starts, pauses, resumes, rehearses; CLOSE is the secretariat’s.',
  })
  @Allow(hearingPermissions.run)
  async moveHearing(@CurrentCtx() ctx: Ctx, @Args('input') input: MoveHearingInput): Promise<HearingModel> {
    const { id, move, expectedState } = input;
    const row =
      move === 'CLOSE'
        ? await this.closing.close(ctx, id, expectedState)
        : await this.running.move(ctx, id, move, expectedState);
    return this.view.show(ctx, row);
  }

  @Mutation(() => HearingModel, { description: 'Goes on to an item of the agenda, for everybody.' })
  @Allow(hearingPermissions.run)
  async goToAgendaItem(@CurrentCtx() ctx: Ctx, @Args('input') input: GoToItemInput): Promise<HearingModel> {
    const { hearingId, itemId, expectedItemId } = input;
    return this.view.show(ctx, await this.running.goTo(ctx, hearingId, itemId, expectedItemId ?? null));
  }

  @Mutation(() => HearingModel)
  @Allow(hearingPermissions.run)
  async showOnStage(@CurrentCtx() ctx: Ctx, @Args('input') input: StageInput): Promise<HearingModel> {
    return this.view.show(ctx, await this.stage.show(ctx, input.hearingId, input.commentId ?? null));
  }

  @Mutation(() => HearingModel, { description: 'Answered by word of mouth, in the room.' })
  @Allow(hearingPermissions.run)
  async markAnsweredInRoom(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { hearingId, commentId, answered }: AnsweredInRoomInput,
  ): Promise<HearingModel> {
    return this.view.show(ctx, await this.stage.markAnswered(ctx, hearingId, commentId, answered));
  }

  @Mutation(() => HearingModel)
  @Allow(hearingPermissions.run)
  async setHearingSettings(
    @CurrentCtx() ctx: Ctx,
    @Args('input') { hearingId, ...settings }: HearingSettingsInput,
  ): Promise<HearingModel> {
    return this.view.show(ctx, await this.running.settle(ctx, hearingId, settings));
  }
}
