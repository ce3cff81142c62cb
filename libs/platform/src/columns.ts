import { Column, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * Column kinds that mean the same on SQLite and MariaDB. Times are ISO 8601 text in UTC (see
 * docs/adr/0003): equal in raw rows, entities and JSON, whatever the driver or the server's zone.
 */
export const IdPrimary = () => PrimaryColumn({ type: 'varchar', length: 26 });
export const IdColumn = (options: ColumnOptions = {}) => Column({ type: 'varchar', length: 26, ...options });
export const TimeColumn = (options: ColumnOptions = {}) =>
  Column({ type: 'varchar', length: 24, ...options });
export const Words = (length: number, options: ColumnOptions = {}) =>
  Column({ type: 'varchar', length, ...options });
/** Long text: up to 65,535 bytes on MariaDB, about 21,000 Thai characters. */
export const LongText = (options: ColumnOptions = {}) => Column({ type: 'text', ...options });
export const Whole = (options: ColumnOptions = {}) => Column({ type: 'int', ...options });
/** 0 or 1. */
export const Flag = (options: ColumnOptions = {}) => Column({ type: 'tinyint', ...options });
/** Read and written whole, never queried. */
export const JsonColumn = (options: ColumnOptions = {}) => Column({ type: 'simple-json', ...options });
