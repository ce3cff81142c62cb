import type { Lang } from './words';

/** Dates and numbers as people here read them: Bangkok time, Buddhist era in Thai, Arabic digits. */
const zone = 'Asia/Bangkok';
const thai = 'th-TH-u-ca-buddhist-nu-latn';
const english = 'en-GB';
const tag = (lang: Lang) => (lang === 'th' ? thai : english);

const cache = new Map<string, Intl.DateTimeFormat>();
function format(lang: Lang, options: Intl.DateTimeFormatOptions, at: Date): string {
  const key = lang + JSON.stringify(options);
  let made = cache.get(key);
  if (!made) cache.set(key, (made = new Intl.DateTimeFormat(tag(lang), { timeZone: zone, ...options })));
  return made.format(at);
}

/** ICU writes "2 ส.ค. พ.ศ. 2565"; the year of four digits says it already. */
const plain = (text: string) => text.replace(/(พ\.ศ\.|ค\.ศ\.) ?/, '');

/** 2 ส.ค. 2565 · 2 Aug 2022 */
export function shortDate(at: Date, lang: Lang): string {
  return plain(format(lang, { day: 'numeric', month: 'short', year: 'numeric' }, at));
}

/** วันพุธที่ 20 กรกฎาคม 2565 · Wednesday 20 July 2022 (B.E. 2565) */
export function longDate(at: Date, lang: Lang): string {
  const date = plain(format(lang, { day: 'numeric', month: 'long', year: 'numeric' }, at));
  const weekday = format(lang, { weekday: 'long' }, at);
  return lang === 'th' ? `${weekday}ที่ ${date}` : `${weekday} ${date} (B.E. ${yearBe(at)})`;
}

/** เวลา 13.30 น. · 13:30 */
export function clock(at: Date, lang: Lang): string {
  const time = format('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at);
  return lang === 'th' ? `เวลา ${time.replace(':', '.')} น.` : time;
}

/** กรกฎาคม 2565 · July 2022 */
export function monthOf(at: Date, lang: Lang): string {
  return plain(format(lang, { month: 'long', year: 'numeric' }, at));
}

/** 2565 · 2022 (B.E. 2565) */
export function yearOf(at: Date, lang: Lang): string {
  return lang === 'th' ? String(yearBe(at)) : `${yearBe(at) - 543} (B.E. ${yearBe(at)})`;
}

function yearBe(at: Date): number {
  return Number(format('en', { year: 'numeric' }, at)) + 543;
}

const numbers = {
  th: new Intl.NumberFormat('th-TH-u-nu-latn', { maximumFractionDigits: 4 }),
  en: new Intl.NumberFormat(english, { maximumFractionDigits: 4 }),
};

/** 1,340 in both languages. Making a formatter costs more than all it formats on a page. */
export function count(value: number, lang: Lang): string {
  return numbers[lang].format(value);
}

/** 93.0% */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)}%`;
}

/** The beginning of a text, cut between words (Thai has no spaces to cut at). */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter('th', { granularity: 'word' }).segment(text)) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

export interface TimeLeft {
  unit: 'days' | 'hours' | 'minutes';
  value: number;
  /** Three days or less: a person is needed now. */
  soon: boolean;
}

/** What is left until `closesAt`, in the largest honest unit; null once it is past. */
export function timeLeft(closesAt: string | null, now: Date): TimeLeft | null {
  if (!closesAt) return null;
  const minutes = Math.floor((new Date(closesAt).getTime() - now.getTime()) / 60_000);
  if (minutes < 0) return null;
  if (minutes >= 24 * 60) {
    const days = Math.floor(minutes / (24 * 60));
    return { unit: 'days', value: days, soon: days <= 3 };
  }
  if (minutes >= 60) return { unit: 'hours', value: Math.floor(minutes / 60), soon: true };
  return { unit: 'minutes', value: Math.max(1, minutes), soon: true };
}
