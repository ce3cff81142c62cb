import {
  bangkokDay,
  DatePrecision,
  Disposition,
  endOfDay,
  Method,
  ModerationPolicy,
  Participation,
  RoundState,
  startOfDay,
  type ReportedOpinionEntity,
  type RoundEntity,
  ROUND_MODERATION,
} from '@rapfang/consultation';
import { newId, type Instant } from '@rapfang/platform';
import type { DemoAgency, DemoOpinion, DemoRound } from './demo-files.js';

/** Days after closing on which results are due: the default rule profile. */
const RESULTS_AFTER_DAYS = 15;
const KEY_MOST = 64;
/** Names that describe a group of bodies rather than name one. */
const GROUP = /^(หน่วยงาน|ภาคธุรกิจ|กระทรวงต่างๆ)|ที่เกี่ยวข้อง|และกรมฯ/;

/**
 * Key of an organisation: its English short form (`dga`), else its English name in a slug.
 * @returns null for a description of several bodies, which is no organisation
 */
export function organisationKey({ th, en }: DemoAgency): string | null {
  if (!th || !en || GROUP.test(th)) return null;
  const short = /\(([A-Za-z]{2,12})\)\s*$/.exec(en)?.[1];
  if (short && !/\bthrough\b/.test(en)) return short.toLowerCase();
  const slug = en
    .replace(/\(.*?\)/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return slug.slice(0, KEY_MOST).replace(/-+$/, '') || null;
}

/** @param now the moment from which the demonstration's own rounds are counted */
export function roundEntity(
  file: DemoRound,
  position: number,
  planId: string,
  versionId: string | null,
  now: Instant,
): RoundEntity {
  const held = timesOf(file, now);
  return {
    id: newId(),
    planId,
    // What the documents consulted on were drafts that we do not have.
    versionId: held.opensAt === null ? null : versionId,
    key: file.key,
    position,
    method: wordOf(Method, file.method),
    statedState: file.status === 'held' ? RoundState.CLOSED : RoundState.PLANNED,
    titleTh: file.title.th,
    titleEn: file.title.en,
    summaryTh: file.summary.th,
    summaryEn: file.summary.en,
    organiserTh: file.organiser?.th ?? null,
    organiserEn: file.organiser?.en ?? null,
    channel: file.channel ?? null,
    topics: file.topics ?? [],
    questions: file.questions ?? [],
    ...held,
    dateAsWritten: file.date?.as_written ?? null,
    moderationPolicy: ModerationPolicy.AFTER_PUBLICATION,
    ...ROUND_MODERATION,
    erasureRule: 'KEEP_PUBLIC_TEXT',
    participation: Participation.ANYONE,
    participants: file.participants ?? { people: null, agencies: null, groups: null },
    outcomeTh: file.outcome?.th ?? null,
    outcomeEn: file.outcome?.en ?? null,
    resolution: file.resolution ?? null,
    source: file.source ?? null,
    demonstration: file.demonstration ? 1 : 0,
    createdAt: now,
  };
}

type Times = Pick<
  RoundEntity,
  'startsOn' | 'endsOn' | 'datePrecision' | 'opensAt' | 'closesAt' | 'resultsDueAt'
>;

/** Rounds held here open and close at midnight in Bangkok; those of the documents have days only. */
function timesOf({ date, opensDaysAgo, closesInDays }: DemoRound, now: Instant): Times {
  if (opensDaysAgo === undefined || closesInDays === undefined) {
    return {
      startsOn: date?.start ?? null,
      endsOn: date?.end ?? null,
      datePrecision: date?.precision ? wordOf(DatePrecision, date.precision) : DatePrecision.UNKNOWN,
      opensAt: null,
      closesAt: null,
      resultsDueAt: null,
    };
  }
  const opensAt = startOfDay(now, -opensDaysAgo);
  const closesAt = endOfDay(now, closesInDays);
  return {
    startsOn: bangkokDay(opensAt),
    endsOn: bangkokDay(closesAt),
    datePrecision: DatePrecision.DAY,
    opensAt,
    closesAt,
    resultsDueAt: endOfDay(closesAt, RESULTS_AFTER_DAYS),
  };
}

export function opinionEntity(
  item: DemoOpinion,
  position: number,
  planId: string,
  roundId: string | null,
): ReportedOpinionEntity {
  const { response } = item;
  return {
    id: newId(),
    planId,
    key: item.id,
    roundId,
    position,
    speakerBodyTh: item.speakerBody.th,
    speakerBodyEn: item.speakerBody.en,
    textTh: item.text.th,
    textEn: item.text.en,
    strategyKey: item.strategy === 'general' ? null : `s${item.strategy}`,
    sectionKey: item.section,
    source: item.source,
    provenance: item.provenance,
    responseTh: response?.text.th ?? null,
    responseEn: response?.text.en ?? null,
    responseProvenance: response?.provenance ?? null,
    responseSource: response?.source ?? null,
    disposition: response?.disposition ? wordOf(Disposition, response.disposition) : null,
  };
}

/** A word of an enum, as our files write it: in lower case. */
function wordOf<Word extends string>(words: Readonly<Record<Word, Word>>, text: string): Word {
  const word = Object.values<Word>(words).find((one) => one.toLowerCase() === text);
  if (!word) throw new Error(`"${text}" is none of ${Object.values(words).join(', ')}.`);
  return word;
}
