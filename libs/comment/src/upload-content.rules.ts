import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

/** A long report with many pictures has some hundred parts. */
const PARTS_MOST = 2000;
/** Of all parts unpacked, in bytes; a file as it is sent has five million at most. */
const UNPACKED_MOST = 64 * 1024 * 1024;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

interface Part {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  offset: number;
}

const inflate = promisify(inflateRaw);

/**
 * Whether a word processor's file is what it says: a zip with a document in it, without macros, without
 * names that climb out of it, and no bomb. Sizes are measured by unpacking, as a bomb lies about them.
 */
export async function isHonestDocument(bytes: Buffer): Promise<boolean> {
  const parts = directoryOf(bytes);
  if (!parts || !parts.some(({ name }) => name === 'word/document.xml')) return false;
  if (
    parts.some(({ name }) => !isInnerPath(name) || /vbaProject|\.(?:exe|dll|js|vbs|bat|html?)$/i.test(name))
  )
    return false;
  let left = UNPACKED_MOST;
  for (const part of parts) {
    const size = await sizeOf(bytes, part, left);
    if (size === null || size !== part.unpacked) return false;
    left -= size;
  }
  return true;
}

/** The zip's own table of contents, or null when it has none that can be read. */
function directoryOf(bytes: Buffer): Part[] | null {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) return null;
  const count = bytes.readUInt16LE(end + 10);
  if (count === 0 || count > PARTS_MOST) return null;
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return null;
    const nameLength = bytes.readUInt16LE(at + 28);
    parts.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

/** Bytes of a part unpacked; null when it is broken or larger than `most`. */
async function sizeOf(bytes: Buffer, { offset, packed, method }: Part, most: number): Promise<number | null> {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL_ENTRY) return null;
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const body = bytes.subarray(start, start + packed);
  if (body.length !== packed) return null;
  if (method === STORED) return packed;
  if (method !== DEFLATED || most <= 0) return null;
  try {
    return (await inflate(body, { maxOutputLength: most })).length;
  } catch {
    return null;
  }
}

function isInnerPath(name: string): boolean {
  return name !== '' && !name.startsWith('/') && !/[\\:\0]/.test(name) && !name.split('/').includes('..');
}

/** Whether a PNG ends where it ends: what follows would make it a second file. */
export function endsAsPng(bytes: Buffer): boolean {
  return bytes.subarray(-8, -4).toString('latin1') === 'IEND';
}
