import type { EntityManager } from 'typeorm';
import type { RequestLoaders } from './loaders.js';

/** A role held on one plan (`scope` = plan id) or everywhere (`scope` = '*'). */
export interface Grant {
  readonly role: string;
  readonly scope: string;
}

/**
 * How sure we are of who acts: a browser only, somebody who reads an e-mail address, or somebody whose
 * identity a provider has checked.
 */
export type Assurance = 'NONE' | 'EMAIL' | 'VERIFIED';

/** Who asks. A guest is known by a random cookie alone; the system acts for jobs and imports. */
export interface Actor {
  readonly kind: 'system' | 'guest' | 'person';
  /** Person id, guest id or 'system'. */
  readonly id: string;
  readonly displayName: string | null;
  readonly assurance: Assurance;
  /** The session that the request came in; never in an answer, except to its owner. */
  readonly sessionId: string | null;
  /** Roles in force: those of a person count only in a session that passed a second factor. */
  readonly grants: readonly Grant[];
  /** Roles that the person holds and that sleep until the session passes a second factor. */
  readonly dormantGrants: readonly Grant[];
  /** Ids of the organisations in whose name the person may speak. */
  readonly organisationIds: readonly string[];
}

/**
 * First argument of every service verb: who asks, from where, and inside which transaction.
 * `Database.transaction` hands on a copy with `tx` set; shadow the name `ctx` inside.
 */
export interface Ctx {
  readonly actor: Actor;
  readonly requestId: string;
  /** Client address, for limits only; never stored with a comment. */
  readonly address: string;
  /** The client's own name of itself; kept as a few words with a session, for its owner. */
  readonly userAgent?: string | undefined;
  readonly loaders: RequestLoaders;
  readonly tx?: Transaction;
}

export interface Transaction {
  readonly manager: EntityManager;
  /** Runs after the commit, never after a rollback. */
  readonly afterCommit: (() => void)[];
  /** Rows for `Database.insertAtCommit`, by entity. */
  readonly waiting: Map<new () => object, object[]>;
}
