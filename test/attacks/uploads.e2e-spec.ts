import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { deflateRawSync } from 'node:zlib';
import { startTestServer, type TestServer } from '../harness/server.js';

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n');
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HTML = Buffer.from('<html><script>window.__hit=1</script></html>');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="window.__hit=1"/>');

/** A zip of these files, as a word processor packs them. */
function zip(files: { name: string; bytes: Buffer; claims?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claims = bytes.length } of files) {
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claims, 22);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claims, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, label, packed);
    central.push(entry, label);
    offset += local.length + label.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
const TYPES = Buffer.from(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
);
const docx = (more: Parameters<typeof zip>[0] = []) =>
  zip([
    { name: '[Content_Types].xml', bytes: TYPES },
    { name: 'word/document.xml', bytes: Buffer.from('<w:document/>') },
    ...more,
  ]);

describe('Attacks by upload', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer({ RATE_LIMITS: 'off' });
  });
  afterAll(() => test.stop());

  async function upload(name: string, bytes: Buffer) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const response = await test
      .client()
      .send('/uploads', { method: 'POST', headers: { 'x-requested-with': 'x' }, body: form });
    const answer = (await response.json()) as {
      id?: string;
      name?: string;
      mediaType?: string;
      errors?: { code: string; field: string }[];
    };
    return {
      status: response.status,
      code: answer.errors?.[0]?.code ?? null,
      name: answer.name,
      id: answer.id,
    };
  }

  it.each<[string, string, Buffer]>([
    ['a page', 'a.html', HTML],
    ['a page called a picture', 'a.png', HTML],
    ['a drawing that may hold script', 'a.svg', SVG],
    ['a drawing called a picture', 'a.png', SVG],
    ['a picture called a page', 'a.png.html', PNG],
    ['a picture called a document', 'a.pdf', PNG],
    ['a program', 'a.exe', Buffer.from('MZ\u0090\u0000')],
    ['a program called a document', 'a.pdf', Buffer.from('MZ\u0090\u0000')],
    ['no ending', 'a', PDF],
    ['an ending that the prototype has', 'a.constructor', PDF],
    ['a zip called a document', 'a.docx', zip([{ name: 'x.txt', bytes: Buffer.from('x') }])],
    ['a macro document', 'a.docm', docx()],
    [
      'a document with macros inside',
      'a.docx',
      docx([{ name: 'word/vbaProject.bin', bytes: Buffer.from('x') }]),
    ],
    [
      'a document with a path that climbs out',
      'a.docx',
      docx([{ name: '../../evil.txt', bytes: Buffer.from('x') }]),
    ],
    ['a bomb', 'a.docx', docx([{ name: 'word/media/a.bin', bytes: Buffer.alloc(300_000_000) }])],
    [
      'a bomb that lies about its size',
      'a.docx',
      docx([{ name: 'word/media/a.bin', bytes: Buffer.alloc(300_000_000), claims: 10 }]),
    ],
    [
      'a document of ten thousand parts',
      'a.docx',
      docx(Array.from({ length: 10_000 }, (_, n) => ({ name: `word/${n}.xml`, bytes: Buffer.from('x') }))),
    ],
    ['nothing', 'a.pdf', Buffer.alloc(0)],
    ['a picture that goes on as a page', 'a.png', Buffer.concat([PNG, HTML])],
  ])('%s is refused by name', async (_what, name, bytes) => {
    const { status, code } = await upload(name, bytes);
    expect([400, 415]).toContain(status);
    expect(['UNSUPPORTED_MEDIA', 'VALIDATION']).toContain(code);
  });

  it('what is honest is taken', async () => {
    expect((await upload('a.pdf', PDF)).code).toBeNull();
    expect((await upload('a.png', PNG)).code).toBeNull();
    expect((await upload('a.docx', docx())).code).toBeNull();
  });

  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['..\\..\\windows\\a.pdf', 'a.pdf'],
    ['C:\\a\\b.pdf', 'b.pdf'],
    ['a\u202efdp.exe.pdf', 'afdp.exe.pdf'],
    ['a\u0000.html\u0000.pdf', 'a.html.pdf'],
    ['.pdf', null],
    ['....pdf', null],
  ])('a name that is a path, turns or hides something loses it: %j', async (name, shown) => {
    const answer = await upload(name, PDF);
    if (shown === null) expect(answer.code).not.toBe('INTERNAL');
    else if (answer.code === null) expect(answer.name).toBe(shown);
    else expect(['VALIDATION', 'UNSUPPORTED_MEDIA', 'BAD_REQUEST']).toContain(answer.code);
  });

  it('more than five megabytes are refused before they are all read', async () => {
    const { status, code } = await upload('a.pdf', Buffer.concat([PDF, Buffer.alloc(6 * 1024 * 1024)]));
    expect([status, code]).toEqual([413, 'TOO_LARGE']);
  });

  it.each([
    ['a boundary that never comes', '--nope\r\n'],
    ['no end', '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4'],
    ['a part without a head', '--x\r\n\r\nabc\r\n--x--\r\n'],
    [
      'a head without an end',
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${'a'.repeat(100_000)}`,
    ],
    ['a thousand headers', `--x\r\n${'X-A: b\r\n'.repeat(1000)}\r\nabc\r\n--x--\r\n`],
    [
      'a thousand parts',
      `${'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'.repeat(1000)}--x--\r\n`,
    ],
    [
      'a part called __proto__',
      '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\nb\r\n--x--\r\n',
    ],
  ])('a multipart of %s is a mistake of the request', async (_what, body) => {
    const response = await test.client().send('/uploads', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'x-requested-with': 'x' },
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ code: 'BAD_REQUEST' }] });
  });

  it('a sender that stops in the middle leaves the server well', async () => {
    const { port } = new URL(test.server.url);
    await new Promise((resolve) => {
      const sending = request({
        port,
        path: '/uploads',
        method: 'POST',
        headers: {
          'content-type': 'multipart/form-data; boundary=x',
          'x-requested-with': 'x',
          'content-length': 1_000_000,
        },
      });
      sending.on('error', resolve);
      sending.on('close', resolve);
      sending.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF');
      setTimeout(() => sending.destroy(), 100);
    });
    expect((await upload('a.pdf', PDF)).code).toBeNull();
  });
});
