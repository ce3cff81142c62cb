import { describe, expect, it } from '@jest/globals';
import { readLinkAddress, readStreamAddress } from './stream-address.rules.js';

const HOSTS = ['video.example.org', '*.cdn.example.org'];
const PLAYER = 'https://www.youtube-nocookie.com/embed/abcDEF123_-';

describe('The address of a stream', () => {
  it.each([
    ['https://www.youtube.com/watch?v=abcDEF123_-&t=10', 'YOUTUBE', PLAYER],
    ['https://youtu.be/abcDEF123_-?si=x', 'YOUTUBE', PLAYER],
    ['https://www.youtube.com/live/abcDEF123_-', 'YOUTUBE', PLAYER],
    ['https://www.youtube.com/embed/abcDEF123_-', 'YOUTUBE', PLAYER],
    [' https://video.example.org/room/1 ', 'EMBED', 'https://video.example.org/room/1'],
    ['https://a.cdn.example.org/live/x.m3u8', 'HLS', 'https://a.cdn.example.org/live/x.m3u8'],
  ])('reads %s as %s', (text, kind, url) => {
    expect(readStreamAddress('streamUrl', text, HOSTS)).toEqual({ kind, url });
  });

  it.each([
    'http://video.example.org/x',
    'javascript:alert(1)',
    'https://evil.example/x',
    'https://video.example.org.evil.example/x',
    'https://cdn.example.org.evil.example/x.m3u8',
    'https://user:pw@video.example.org/x',
    'https://video.example.org:8443/x',
    'https://www.youtube.com/',
    'https://www.youtube.com/watch?v="><script>',
    'not an address',
    `https://video.example.org/${'x'.repeat(1001)}`,
  ])('refuses %s', (text) => {
    expect(() => readStreamAddress('streamUrl', text, HOSTS)).toThrow(
      expect.objectContaining({ field: 'streamUrl' }),
    );
  });

  it('takes links to https pages of any host', () => {
    expect(readLinkAddress('captionsUrl', 'https://captions.example/x')).toBe('https://captions.example/x');
    expect(() => readLinkAddress('captionsUrl', 'data:text/html,x')).toThrow();
  });
});
