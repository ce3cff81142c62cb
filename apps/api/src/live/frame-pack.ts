import { deflateRaw } from 'node:zlib';
import { promisify } from 'node:util';
import type { LiveFrame, PackedFrame } from './live-events.js';

const deflate = promisify(deflateRaw);
/** Shorter frames do not gain enough. */
const LEAST_BYTES = 900;

/**
 * The frame deflated once for the whole room, as text, so that it stays one packet; null where that
 * would gain nothing. The browser unpacks it with DecompressionStream('deflate-raw').
 */
export async function packFrame(frame: LiveFrame): Promise<PackedFrame | null> {
  const { stream, from, to } = frame;
  const text = JSON.stringify(frame.events);
  if (text.length < LEAST_BYTES) return null;
  const packed = await deflate(text, { level: 6 });
  return { stream, from, to, packed: packed.toString('base64') };
}
