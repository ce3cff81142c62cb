import { In } from 'typeorm';
import { PersonEntity, RoleGrantEntity, type Role } from '@rapfang/access';
import { AuditDetailEntity, AuditEntryEntity } from '@rapfang/audit';
import { newId, systemContext } from '@rapfang/platform';
import type { ApiClient } from './api-client.js';
import type { TestServer } from './server.js';

/** Somebody with an e-mail address, and the role everywhere if one is given. @returns their id */
export async function addPerson(
  { database: { database }, clock }: Pick<TestServer, 'database' | 'clock'>,
  email: string,
  role?: Role,
): Promise<string> {
  const id = newId();
  const createdAt = clock.now();
  await database.transaction(systemContext(), async (ctx) => {
    const manager = database.writing(ctx);
    await manager.insert(PersonEntity, {
      id,
      email,
      displayName: email.split('@')[0] ?? null,
      language: 'th',
      demoKey: null,
      createdAt,
    });
    if (role)
      await manager.insert(RoleGrantEntity, { id: newId(), personId: id, role, scope: '*', createdAt });
  });
  return id;
}

/** The token of a link sent to the address (told on the screen in demo mode). */
export async function tokenFor(client: ApiClient, email: string): Promise<string> {
  const { requestSignIn } = await client.must<{ requestSignIn: { demoLink: string } }>(
    'mutation($email: String!) { requestSignIn(email: $email, locale: TH) { demoLink } }',
    { email },
  );
  return new URL(requestSignIn.demoLink).searchParams.get('token') as string;
}

/** Signs in by e-mail link. */
export async function signInByEmail(client: ApiClient, email: string): Promise<ApiClient> {
  await client.must('mutation($token: String!) { completeSignIn(token: $token) { id } }', {
    token: await tokenFor(client, email),
  });
  return client;
}

/** What is on record about somebody, in order. */
export async function actionsAbout(
  { database }: Pick<TestServer, 'database'>,
  id: string,
): Promise<string[]> {
  const { manager } = database.database.reader;
  const details = await manager.findBy(AuditDetailEntity, { subjectId: id });
  const entries = await manager.find(AuditEntryEntity, {
    where: { id: In(details.map(({ entryId }) => entryId)) },
    order: { id: 'ASC' },
  });
  return entries.map(({ action }) => action);
}
