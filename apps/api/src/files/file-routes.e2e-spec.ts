import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestServer, type TestServer } from '../../../../test/harness/server.js';

const PDF = '%PDF-1.4\n';
const part = (name: string, rest: string) => `--x\r\nContent-Disposition: form-data; name="${name}"${rest}`;

describe('POST /uploads', () => {
  let test: TestServer;
  beforeAll(async () => {
    test = await startTestServer();
  });
  afterAll(() => test.stop());

  const send = async (body: string, type = 'multipart/form-data; boundary=x') => {
    const response = await test.client().send('/uploads', {
      method: 'POST',
      headers: { 'content-type': type, 'x-requested-with': 'test' },
      body,
    });
    return { status: response.status, answer: (await response.json()) as object };
  };

  it('answers with what the browser needs, and nothing of how it is kept', async () => {
    const { status, answer } = await send(`${part('file', '; filename="a.pdf"')}\r\n\r\n${PDF}\r\n--x--\r\n`);
    expect(status).toBe(200);
    expect(Object.keys(answer).sort()).toEqual(['id', 'mediaType', 'name', 'size']);
  });

  it('refuses two files in one request rather than lose one in silence', async () => {
    const file = `${part('file', '; filename="a.pdf"')}\r\n\r\n${PDF}\r\n`;
    expect(await send(`${file}${file}--x--\r\n`)).toMatchObject({
      status: 400,
      answer: { errors: [{ code: 'BAD_REQUEST', field: 'file', params: { rule: 'oneFile' } }] },
    });
  });

  it.each([
    ['a field instead of a file', `${part('a', '')}\r\n\r\nb\r\n--x--\r\n`, undefined],
    ['a file cut off', `${part('file', '; filename="a.pdf"')}\r\n\r\n${PDF}`, undefined],
    ['no boundary', 'x', 'multipart/form-data'],
    ['no multipart', '{}', 'application/json'],
  ])('calls %s a mistake of the request', async (_what, body, type) => {
    expect(await send(body, type)).toMatchObject({
      status: 400,
      answer: { errors: [{ code: 'BAD_REQUEST', field: 'file' }] },
    });
  });
});
