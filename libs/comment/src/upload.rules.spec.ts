import { describe, expect, it } from '@jest/globals';
import {
  checkSize,
  cleanFileName,
  mediaTypeOf,
  UPLOAD_BYTES_MOST,
  UPLOAD_NAME_MOST,
} from './upload.rules.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('The name of an upload', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\me\\แผน.docx', 'แผน.docx'],
    ['..\\.pdf', 'pdf'],
    ['a"b\r\nSet-Cookie: x.pdf', 'abSet-Cookie x.pdf'],
    ['  รายงาน   ปี 2566.pdf ', 'รายงาน ปี 2566.pdf'],
    ['gnp.\u202Efdp.png', 'gnp.fdp.png'],
  ])('%j becomes %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it('loses its middle when too long, never its ending', () => {
    const name = cleanFileName(`${'ก'.repeat(300)}.pdf`);
    expect([...name]).toHaveLength(UPLOAD_NAME_MOST);
    expect(name.endsWith('.pdf')).toBe(true);
  });

  it('must be there', () => {
    expect(() => cleanFileName('///')).toThrow('name');
  });
});

describe('The kind of an upload', () => {
  it.each([
    ['a.pdf', 'application/pdf'],
    ['a.PNG', 'image/png'],
    ['a.jpg', 'image/jpeg'],
    ['a.jpeg', 'image/jpeg'],
    ['a.docx', DOCX],
  ])('%s is taken as %s', (name, type) => {
    expect(mediaTypeOf(name, type)).toBe(type);
  });

  it.each([
    ['a.pdf', 'image/png'],
    ['a.png', 'application/pdf'],
    ['a.svg', 'image/svg+xml'],
    ['a.exe', 'application/x-msdownload'],
    ['a.pdf', null],
    ['a', 'application/pdf'],
    ['a.docx', 'application/zip'],
    ['a.constructor', null],
  ])('%s that is %s is refused', (name, found) => {
    expect(() => mediaTypeOf(name, found)).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_MEDIA', field: 'file' }),
    );
  });

  it('is five megabytes at most', () => {
    expect(() => checkSize(UPLOAD_BYTES_MOST)).not.toThrow();
    expect(() => checkSize(UPLOAD_BYTES_MOST + 1)).toThrow(
      expect.objectContaining({ code: 'TOO_LARGE', field: 'file' }),
    );
    expect(() => checkSize(0)).toThrow(expect.objectContaining({ code: 'VALIDATION' }));
  });
});
