import type { ResponseEntity } from './response.entity.js';
import type { ReviseResponseInput } from './response.input.js';
import { checkedText } from './response.rules.js';

/** Only the languages given: a text that is left out stays as it is. */
export function textColumns(input: Pick<ReviseResponseInput, 'body' | 'reason'>) {
  const columns: Partial<Pick<ResponseEntity, 'bodyTh' | 'bodyEn' | 'reasonTh' | 'reasonEn'>> = {};
  if (input.body) {
    const text = checkedText('body', input.body);
    if (input.body.th !== undefined) columns.bodyTh = text.th;
    if (input.body.en !== undefined) columns.bodyEn = text.en;
  }
  if (input.reason) {
    const text = checkedText('reason', input.reason);
    if (input.reason.th !== undefined) columns.reasonTh = text.th;
    if (input.reason.en !== undefined) columns.reasonEn = text.en;
  }
  return columns;
}
