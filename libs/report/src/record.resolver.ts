import { Args, Query, Resolver } from '@nestjs/graphql';
import { Allow, CurrentCtx, Public } from '@rapfang/access';
import { SealStore } from '@rapfang/audit';
import { commentPermissions, PageArgs } from '@rapfang/comment';
import { connectionFrom, keysetPage, keysetQuery, type Connection, type Ctx } from '@rapfang/platform';
import {
  ReceiptProofModel,
  RecordAnchorConnection,
  RecordAnchorModel,
  RecordEntriesArgs,
  RecordEntryConnection,
  RecordHeadModel,
  type RecordEntryModel,
} from './record.model.js';
import { ReceiptProofService } from './receipt-proof.service.js';
import { recordPermissions } from './record.permissions.js';
import { RecordService } from './record.service.js';

const WHY = 'Anchors are published so that anyone can keep a copy and check the record against it.';
const ANCHORS_A_PAGE = 30;

@Resolver()
export class RecordResolver {
  constructor(
    private readonly seals: SealStore,
    private readonly records: RecordService,
    private readonly proofs: ReceiptProofService,
  ) {}

  /** The newest day first. */
  @Query(() => RecordAnchorConnection)
  @Public(WHY)
  async recordAnchors(@Args() request: PageArgs): Promise<Connection<RecordAnchorModel>> {
    const query = keysetQuery(request, ['string'], ANCHORS_A_PAGE);
    const [day] = (query.position ?? [null]) as [string | null];
    const rows = await this.seals.listAnchors({
      ...(query.backward ? { after: day } : { before: day }),
      ascending: query.backward,
      limit: query.limit,
    });
    return connectionFrom(
      keysetPage(rows, query, (row) => [row.day]),
      () => this.seals.countAnchors(),
    );
  }

  @Query(() => RecordAnchorModel, { nullable: true })
  @Public(WHY)
  recordAnchor(@Args('day') day: string): Promise<RecordAnchorModel | null> {
    return this.seals.findAnchor(day.slice(0, 10));
  }

  @Query(() => RecordHeadModel)
  @Public(WHY)
  recordHead(): Promise<RecordHeadModel> {
    return this.seals.head();
  }

  @Query(() => ReceiptProofModel, { nullable: true })
  @Allow(commentPermissions.readReceipt)
  receiptProof(@CurrentCtx() ctx: Ctx, @Args('code') code: string): Promise<ReceiptProofModel | null> {
    return this.proofs.find(ctx, code);
  }

  @Query(() => RecordEntryConnection)
  @Allow(recordPermissions.read)
  async recordEntries(
    @CurrentCtx() ctx: Ctx,
    @Args() args: RecordEntriesArgs,
  ): Promise<Connection<RecordEntryModel>> {
    const { page, count } = await this.records.entries(ctx, args);
    return connectionFrom(page, count);
  }
}
