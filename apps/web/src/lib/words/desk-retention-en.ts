import type { DeskRetentionWords } from './desk-retention-th';

/** Words of the retention page at the desk, in English. */
export const deskRetentionEn: DeskRetentionWords = {
  title: 'How long data is kept',
  lead: 'Data on people is not kept for ever. What is past its period is cleared every day; the record of acts is not.',
  confirm: 'Periods and legal bases are defaults. Counsel must confirm them before real use.',
  periods: 'What is kept, and how long',
  days: (n) => `${n} ${n === '1' ? 'day' : 'days'}`,
  since: 'Counted from when',
  purpose: 'Purpose',
  basis: 'Legal basis',
  runs: 'Last runs',
  none: 'Nothing was cleared yet. It happens once a day while the system runs.',
  by: { SCHEDULE: 'daily', COMMAND: 'started by the operator' },
  unfinished: 'Under way, or stopped before its end: the next run goes on',
  nothing: 'Nothing was past its period',
  cleared: (n) => `${n} cleared`,
  failed: 'failed; the next run tries again',
  oldest: 'the oldest left counts from',
};
