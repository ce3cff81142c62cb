import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keysetQuery, newId, systemContext, type Actor, type Ctx } from '@rapfang/platform';
import { openApplication } from '../../../test/harness/rooms.js';
import type { TestDatabase } from '../../../test/harness/database.js';
import { InvitationEntity } from './invitation.entity.js';
import { InvitationRights } from './invitation-rights.js';
import { InvitationStore } from './invitation.store.js';
import { administeredScopes, readPeoplePermissions } from './people.permissions.js';
import { PeopleStore } from './people.store.js';
import { may, Role } from './permission.js';
import { PersonEntity, RoleGrantEntity } from './person.entity.js';

const AT = '2026-01-05T03:00:00.000Z';
const LATER = '2999-01-01T00:00:00.000Z';
const SCOPES = ['*', 'PLANA', 'PLANB', 'PLANC'];
const grants = fc.uniqueArray(
  fc.record({ role: fc.constantFrom(...Object.values(Role)), scope: fc.constantFrom(...SCOPES) }),
  { maxLength: 4, selector: ({ role, scope }) => `${role} ${scope}` },
);

describe('Lists of people and invitations hold exactly what the permission allows one by one', () => {
  let test: TestDatabase;
  let people: PeopleStore;
  let invitations: InvitationStore;
  let rights: InvitationRights;
  let close: () => Promise<void>;
  const held = new Map<string, { role: string; scope: string }[]>();

  beforeAll(async () => {
    const opened = await openApplication([]);
    test = opened.test;
    people = opened.app.get(PeopleStore);
    invitations = opened.app.get(InvitationStore);
    rights = opened.app.get(InvitationRights);
    close = async () => {
      await opened.app.close();
      await test.close();
    };
    await test.database.transaction({}, async (ctx) => {
      const manager = test.database.writing(ctx);
      for (const own of fc.sample(grants, { numRuns: 60, seed: 7 })) {
        const id = newId();
        held.set(id, own);
        await manager.insert(PersonEntity, {
          id,
          email: `${id.toLowerCase()}@example.org`,
          displayName: null,
          language: 'th',
          demoKey: null,
          createdAt: AT,
        });
        for (const { role, scope } of own)
          await manager.insert(RoleGrantEntity, { id: newId(), personId: id, role, scope, createdAt: AT });
      }
      for (const scope of [...SCOPES, ...SCOPES]) {
        const id = newId();
        await manager.insert(InvitationEntity, {
          id,
          tokenHash: id,
          email: `${id.toLowerCase()}@example.org`,
          language: 'th',
          role: 'OBSERVER',
          scope,
          organisationId: null,
          memberKind: null,
          invitedById: null,
          createdAt: AT,
          sentAt: AT,
          expiresAt: LATER,
          acceptedAt: null,
          acceptedById: null,
          revokedAt: null,
        });
      }
    });
  });
  afterAll(() => close());

  const contextOf = (own: Actor['grants']): Ctx => ({
    ...systemContext(),
    actor: { ...systemContext().actor, kind: 'person', id: newId(), grants: own },
  });
  const all = keysetQuery({ first: 100 }, ['string']);

  it('list = filter(can), whatever roles the reader and the people hold', async () => {
    await fc.assert(
      fc.asyncProperty(grants, async (own) => {
        const ctx = contextOf(own);
        const filter = { visible: administeredScopes(ctx.actor) };
        const listed = (await people.listPeople(ctx, filter, all)).items.map(({ id }) => id);
        const can = [...held].filter(([, theirs]) =>
          may(ctx.actor, readPeoplePermissions.read, {
            // Whoever administers something administers it here: the audience asks no plan.
            planId: own.find(({ role }) => role === 'ADMINISTRATOR')?.scope ?? null,
            planIds: theirs.map(({ scope }) => scope),
          }),
        );
        expect(listed.sort()).toEqual(can.map(([id]) => id).sort());
        expect(await people.countPeople(ctx, filter)).toBe(can.length);
      }),
      { numRuns: 60 },
    );
  });

  it('list = filter(can) for open invitations to roles', async () => {
    const { items } = await invitations.listOpen(systemContext(), { scopes: null }, all);
    expect(items).toHaveLength(SCOPES.length * 2);
    await fc.assert(
      fc.asyncProperty(grants, async (own) => {
        const ctx = contextOf(own);
        const scopes = administeredScopes(ctx.actor);
        const listed = (await invitations.listOpen(ctx, { scopes }, all)).items.map(({ id }) => id);
        const can: string[] = [];
        for (const invitation of items) if (await rights.may(ctx, invitation)) can.push(invitation.id);
        expect(listed.sort()).toEqual(can.sort());
        expect(await invitations.countOpen(ctx, { scopes })).toBe(can.length);
      }),
      { numRuns: 40 },
    );
  });
});
