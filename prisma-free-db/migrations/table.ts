import type { QueryRunner, TableColumnOptions, TableForeignKeyOptions } from 'typeorm';
import { Table, TableForeignKey, TableIndex } from 'typeorm';

/** The column kinds of libs/platform columns.ts, for migrations (which never import entities: those move on). */
export const id = (name = 'id'): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '26',
  isPrimary: name === 'id',
});
export const ref = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '26',
  isNullable,
});
export const time = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '24',
  isNullable,
});
export const words = (name: string, length: number, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});
export const longText = (name: string, isNullable = false): TableColumnOptions => ({
  name,
  type: 'text',
  isNullable,
});
export const whole = (name: string, isNullable = false, fallback?: number): TableColumnOptions => ({
  name,
  type: 'int',
  isNullable,
  ...(fallback !== undefined && { default: fallback }),
});
export const flag = (name: string, fallback?: number): TableColumnOptions => ({
  name,
  type: 'tinyint',
  ...(fallback !== undefined && { default: fallback }),
});
export const primary = (column: TableColumnOptions): TableColumnOptions => ({ ...column, isPrimary: true });

export interface Keys {
  /** index name → columns */
  indexes?: Record<string, string[]>;
  unique?: Record<string, string[]>;
  /** foreign key name → [column, table]; refers to that table's id */
  foreign?: Record<string, [string, string]>;
}

/** One table with its keys, the same on SQLite, MySQL and MariaDB. */
export async function createTable(
  runner: QueryRunner,
  name: string,
  columns: TableColumnOptions[],
  { indexes = {}, unique = {}, foreign = {} }: Keys = {},
): Promise<void> {
  await runner.createTable(
    new Table({
      name,
      // A driver's own name of the type (`int` is `integer` on SQLite), so that entities and tables compare equal.
      columns: columns.map((column) => ({
        ...column,
        type: runner.connection.driver.normalizeType({ type: column.type as 'int' }),
      })),
      indices: [
        ...Object.entries(indexes).map(([key, columnNames]) => new TableIndex({ name: key, columnNames })),
        ...Object.entries(unique).map(
          ([key, columnNames]) => new TableIndex({ name: key, columnNames, isUnique: true }),
        ),
      ],
      foreignKeys: Object.entries(foreign).map(
        ([key, [column, table]]): TableForeignKeyOptions =>
          new TableForeignKey({
            name: key,
            columnNames: [column],
            referencedTableName: table,
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          }),
      ),
    }),
  );
}
