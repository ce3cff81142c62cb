import { createHmac } from 'node:crypto';
import type { Environment } from '@rapfang/platform';

/**
 * What makes the printed addresses of the demonstration's people sign in with one click, and nobody
 * else's: only who sees the console knows it. Null where demo people are off.
 */
export function demoToken({ demo, sessionSecret }: Environment): string | null {
  return demo
    ? createHmac('sha256', sessionSecret).update('demo-people').digest('base64url').slice(0, 16)
    : null;
}

/** Path of the one-click address of a person: `/sign-in/demo?key=moderator&token=…`. */
export function demoPath(environment: Environment, key: string): string {
  return `/sign-in/demo?${new URLSearchParams({ key, token: demoToken(environment) ?? '' })}`;
}
