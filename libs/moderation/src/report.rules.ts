import { invalid } from '@rapfang/platform';

export const ReportReason = {
  SPAM: 'SPAM',
  ABUSE: 'ABUSE',
  PERSONAL_DATA: 'PERSONAL_DATA',
  OFF_TOPIC: 'OFF_TOPIC',
  OTHER: 'OTHER',
} as const;
export type ReportReason = keyof typeof ReportReason;

/** DISMISSED: looked at and left as it is. ACTED: hidden or refused. */
export const ReportResolution = { DISMISSED: 'DISMISSED', ACTED: 'ACTED' } as const;
export type ReportResolution = keyof typeof ReportResolution;

export const REPORT_TEXT_MOST = 500;
/** So many reports that led to nothing, and none that did: the next ones no longer count. */
const DISMISSED_MOST = 5;

/** @throws DomainError VALIDATION on `text`: too long, or missing where the reason says nothing by itself */
export function checkedReportText(reason: ReportReason, text: string | null | undefined): string | null {
  const words = text?.trim() || null;
  if (words && words.length > REPORT_TEXT_MOST)
    throw invalid('text', 'maxLength', { limit: REPORT_TEXT_MOST });
  if (reason === 'OTHER' && !words) throw invalid('text', 'required');
  return words;
}

/** Whether a report counts towards the threshold. A guest's is read, but a browser is no person. */
export function isCounted(signedIn: boolean, past: { dismissed: number; acted: number }): boolean {
  return signedIn && (past.dismissed < DISMISSED_MOST || past.acted > 0);
}

export interface OpenReports {
  /** Distinct people whose open reports count. */
  counted: number;
  isRaised: boolean;
}

/** True when this report is the one that brings the comment back to the desk. */
export function isRaisedBy(open: OpenReports, threshold: number): boolean {
  return !open.isRaised && open.counted >= threshold;
}
