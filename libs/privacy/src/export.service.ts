import { Injectable } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { PersonalData, type DataSubject, type ExportedRow } from '@rapfang/access';
import { Clock, Limits, type Ctx, type Limit } from '@rapfang/platform';
import { DataSubjects } from './data-subjects.js';

export const EXPORT_FORMATS = ['json', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const PER_SUBJECT: Limit = { name: 'privacy.export', points: 20, seconds: 3600 };
/** So that a spreadsheet reads Thai as UTF-8. */
/**
 * A text that begins with = + - @ would be a formula in a spreadsheet, and so would the next line of one
 * that is not in quotes: a lone line feed is no delimiter of ours, but ends a row for its reader.
 */
const SAFE_CSV = { escape_formulas: true, quoted_match: /[\r\n]/, record_delimiter: 'windows' } as const;
const BYTE_ORDER_MARK = '\ufeff';

/** Gives a person what is held on them, and nothing of anybody else. */
@Injectable()
export class ExportService {
  constructor(
    private readonly personalData: PersonalData,
    private readonly subjects: DataSubjects,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  /**
   * The file as text, piece by piece; memory holds one page of rows at a time.
   * @param format `json`: everything; `csv`: the comments as a table, for a spreadsheet
   * @throws DomainError RECENT_SIGN_IN_REQUIRED, RATE_LIMITED; NOT_FOUND on `receiptCode`
   */
  async open(
    ctx: Ctx,
    { format, receiptCode }: { format: ExportFormat; receiptCode?: string | null },
  ): Promise<AsyncGenerator<string>> {
    const subject = await this.subjects.of(ctx, receiptCode);
    await this.subjects.requireRecent(ctx, subject);
    await this.limits.use(PER_SUBJECT, ctx.actor.kind === 'person' ? ctx.actor.id : ctx.address);
    return format === 'json' ? this.json(ctx, subject) : this.csv(ctx, subject);
  }

  /** How many rows of each set there are, in the order of the export. */
  async count(ctx: Ctx, subject: DataSubject): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for await (const { set } of this.rows(ctx, subject)) counts.set(set, (counts.get(set) ?? 0) + 1);
    return counts;
  }

  private async *rows(ctx: Ctx, subject: DataSubject): AsyncGenerator<ExportedRow> {
    // From the lowest floor: who one is comes before what one said.
    for (const room of this.personalData.rooms().toReversed())
      if (room.export) yield* room.export(ctx, subject);
  }

  private async *json(ctx: Ctx, subject: DataSubject): AsyncGenerator<string> {
    const about = { format: 'rapfang-personal-data-1', madeAt: this.clock.now(), of: subject.kind };
    yield `{"about":${JSON.stringify(about)},"sets":{`;
    let open: string | null = null;
    for await (const { set, row } of this.rows(ctx, subject)) {
      const before = set === open ? ',\n' : `${open === null ? '' : ']'}${open === null ? '' : ','}\n`;
      yield set === open
        ? `${before}${JSON.stringify(row)}`
        : `${before}${JSON.stringify(set)}:[\n${JSON.stringify(row)}`;
      open = set;
    }
    yield `${open === null ? '' : ']'}}}\n`;
  }

  private async *csv(ctx: Ctx, subject: DataSubject): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK;
    let header = true;
    for await (const { set, row } of this.rows(ctx, subject)) {
      if (set !== 'comments') continue;
      yield stringify([row], { ...SAFE_CSV, header });
      header = false;
    }
  }
}
