import { isUtf8 } from 'node:buffer';
import { JsonTextError, pathText, placeOf, readJson, type JsonReading } from './json-text.rules.js';
import type { Problem } from './reading.js';

/** 20 MB: the largest plan we know is 0.4 MB. */
export const FILE_BYTES_MOST = 20_000_000;

export type PlanFile = { reading: JsonReading; problem: null } | { reading: null; problem: Problem };

/**
 * Reads a plan file's bytes as JSON. Stops at the cap, so memory is bounded whatever comes; even
 * then it names the value in which the cap was reached.
 */
export async function readPlanFile(
  source: AsyncIterable<Uint8Array>,
  most = FILE_BYTES_MOST,
): Promise<PlanFile> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source) {
    parts.push(part);
    size += part.byteLength;
    if (size > most) break;
  }
  const bytes = Buffer.concat(parts).subarray(0, most);
  return size > most ? { reading: null, problem: tooLarge(bytes, most) } : readPlanBytes(bytes);
}

export function readPlanBytes(bytes: Buffer): PlanFile {
  const text = decode(bytes);
  if (!isUtf8(bytes)) {
    const { line, column } = placeOf(text, firstBroken(bytes, text));
    return {
      reading: null,
      problem: {
        path: null,
        line,
        column,
        message: 'not UTF-8 text here; the file may be cut off or saved in another encoding',
      },
    };
  }
  try {
    return { reading: readJson(text), problem: null };
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const { line, column, reason, path } = error;
    return {
      reading: null,
      problem: { path: pathText(path) || null, line, column, message: `not JSON: ${reason}` },
    };
  }
}

function tooLarge(bytes: Buffer, most: number): Problem {
  const limit = `the file is larger than ${most.toLocaleString('en')} bytes, the most that is read`;
  try {
    readJson(decode(bytes));
  } catch (error) {
    if (error instanceof JsonTextError) {
      const { line, column, path } = error;
      return {
        path: pathText(path) || null,
        line,
        column,
        message: `${limit}; the limit was reached in this value`,
      };
    }
  }
  return { path: null, line: null, column: null, message: limit };
}

/** Without a byte order mark, if there is one: TextDecoder drops it. */
function decode(bytes: Buffer): string {
  return new TextDecoder('utf-8').decode(bytes);
}

/** Offset in `text` of the first replacement character that does not stand in the bytes. */
function firstBroken(bytes: Buffer, text: string): number {
  const mark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0;
  let byte = mark;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', from)) {
    byte += Buffer.byteLength(text.slice(from, at));
    if (!bytes.subarray(byte, byte + 3).equals(Buffer.from([0xef, 0xbf, 0xbd]))) return at;
    byte += 3;
    from = at + 1;
  }
  return text.length;
}
