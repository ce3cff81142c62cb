import { describe, expect, it } from '@jest/globals';
import { openTestDatabase } from './harness/database.js';

describe('The migrations', () => {
  it('make exactly the schema that the entities describe', async () => {
    const opened = await openTestDatabase();
    try {
      const { upQueries } = await opened.database.writer.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  it('run again without doing anything', async () => {
    const opened = await openTestDatabase();
    try {
      expect(await opened.database.migrate()).toEqual([]);
    } finally {
      await opened.close();
    }
  });
});
