export interface Service {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}
export function findBinary(...names: string[]): string | null;
export function findChromium(): string | null;
export function freePort(): Promise<number>;
export function startMariaDb(): Promise<Service | null>;
export function startRedis(): Promise<Service | null>;
