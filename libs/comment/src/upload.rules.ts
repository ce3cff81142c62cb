import { DomainError, ErrorCode, invalid } from '@rapfang/platform';
import { cleanText } from './comment-text.rules.js';

export const UPLOADS_MOST = 3;
export const UPLOAD_BYTES_MOST = 5 * 1024 * 1024;
export const UPLOAD_NAME_MOST = 120;

/** Media type by ending; what a file is must agree with what it is called. */
const KINDS: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/**
 * A file name as it is shown: its last part, without what paths, headers or shells would read into it.
 * @throws DomainError VALIDATION on `name`
 */
export function cleanFileName(name: string): string {
  const last =
    name
      .slice(-4 * UPLOAD_NAME_MOST)
      .split(/[/\\]/)
      .at(-1) ?? '';
  const words = last
    .replace(/[\p{Cc}"<>|:*?;%]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^\.+/, '');
  const points = [...words.normalize('NFC')];
  if (points.length <= UPLOAD_NAME_MOST) return cleanText(words, 'name', UPLOAD_NAME_MOST);
  // Long names lose their middle, never their ending.
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(words)?.[0] ?? '';
  return cleanText(
    points.slice(0, UPLOAD_NAME_MOST - ending.length).join('') + ending,
    'name',
    UPLOAD_NAME_MOST,
  );
}

/**
 * The media type of an upload.
 * @param found the type that the content shows, or null when it shows none
 * @throws DomainError UNSUPPORTED_MEDIA on `file` unless content and ending are the same allowed kind
 */
export function mediaTypeOf(name: string, found: string | null): string {
  const ending = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const expected = Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined;
  if (!expected || expected !== found) {
    throw new DomainError(ErrorCode.UNSUPPORTED_MEDIA, {
      field: 'file',
      params: { kinds: 'pdf, png, jpeg, docx' },
    });
  }
  return expected;
}

/** @throws DomainError TOO_LARGE or VALIDATION on `file` */
export function checkSize(bytes: number): void {
  if (bytes === 0) throw invalid('file', 'required');
  if (bytes > UPLOAD_BYTES_MOST) {
    throw new DomainError(ErrorCode.TOO_LARGE, { field: 'file', params: { limit: UPLOAD_BYTES_MOST } });
  }
}
