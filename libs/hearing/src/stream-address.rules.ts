import { invalid } from '@rapfang/platform';

export const StreamKind = { YOUTUBE: 'YOUTUBE', HLS: 'HLS', EMBED: 'EMBED' } as const;
export type StreamKind = keyof typeof StreamKind;

export interface StreamAddress {
  kind: StreamKind;
  /** What the room plays: the player's page for YOUTUBE and EMBED, the play list for HLS. */
  url: string;
}

const YOUTUBE = new Set([
  'youtube.com',
  'www.youtube.com',
  'm.youtube.com',
  'youtube-nocookie.com',
  'youtu.be',
]);

/**
 * Reads what the secretariat pasted as the address of a stream. YouTube goes through its no-cookie
 * player; any other player only from a host that the installation allows, as it runs beside our page.
 * @param hosts hosts allowed for players and play lists (`HEARING_STREAM_HOSTS`); `*.example.org` for all below
 * @throws DomainError VALIDATION on `field`
 */
export function readStreamAddress(field: string, text: string, hosts: readonly string[]): StreamAddress {
  const url = readHttps(field, text);
  const host = url.hostname.toLowerCase();
  if (YOUTUBE.has(host) || host === 'www.youtube-nocookie.com') {
    const id = youtubeId(url);
    if (!id) throw invalid(field, 'youtubeVideo');
    return { kind: 'YOUTUBE', url: `https://www.youtube-nocookie.com/embed/${id}` };
  }
  if (!isAllowedHost(host, hosts)) throw invalid(field, 'host', { host });
  return { kind: url.pathname.toLowerCase().endsWith('.m3u8') ? 'HLS' : 'EMBED', url: url.href };
}

/** A file that a player fetches (captions as WebVTT) or a page that is linked to. @throws DomainError VALIDATION */
export function readLinkAddress(field: string, text: string): string {
  return readHttps(field, text).href;
}

export function isAllowedHost(host: string, hosts: readonly string[]): boolean {
  return hosts.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
}

function readHttps(field: string, text: string): URL {
  const trimmed = text.trim();
  if (trimmed.length > 1000) throw invalid(field, 'maxLength', { limit: 1000 });
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (!url || url.protocol !== 'https:' || url.username || url.password || url.port) {
    throw invalid(field, 'httpsAddress');
  }
  return url;
}

/** The eleven letters of a video, from any of the forms in which YouTube shares one. */
function youtubeId(url: URL): string | null {
  const [first = '', second = ''] = url.pathname.split('/').filter(Boolean);
  const id = url.hostname === 'youtu.be' ? first : (url.searchParams.get('v') ?? second);
  return /^[\w-]{11}$/.test(id) ? id : null;
}
