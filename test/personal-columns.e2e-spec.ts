import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from './harness/database.js';
import { COLUMNS } from '../prisma-free-db/personal-columns.js';

const words = (text: string): string[] => text.split(' ').filter(Boolean);

describe('Every column of every table', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await openTestDatabase();
  });
  afterAll(() => test.close());

  it('is said to be about a person or not, in prisma-free-db/personal-columns.ts', () => {
    const there = test.database.writer.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.map(({ databaseName }) => `${tableName}.${databaseName}`),
    );
    const said = Object.entries(COLUMNS).flatMap(([table, { personal, plain }]) =>
      words(`${personal} ${plain}`).map((column) => `${table}.${column}`),
    );
    expect(there.filter((column) => !said.includes(column))).toEqual([]);
    expect(said.filter((column) => !there.includes(column))).toEqual([]);
    expect(said.length).toBe(new Set(said).size);
  });

  it('that is about a person names the room whose eraser clears it', () => {
    const wrong = Object.entries(COLUMNS).filter(
      ([, { personal, eraser }]) => words(personal).length > 0 !== (eraser !== null),
    );
    expect(wrong.map(([table]) => table)).toEqual([]);
  });
});
