-- Rights of the server's own database user: it may add to the record, and neither change nor delete it.
--
--   mariadb -N rapfang < docker/mariadb-rights.sql | mariadb
--
-- Run it as the owner of the database, after `npm run migrate` and after every upgrade (new tables need
-- rights too). The user must exist and hold no rights on the whole database:
--   CREATE USER 'rapfang'@'%' IDENTIFIED BY '…';
-- Another name: SET @app = '`name`@`host`'; before it.
SELECT CONCAT(
  'GRANT SELECT',
  CASE
    WHEN table_name = 'migration' THEN ''
    WHEN table_name IN ('audit_entry', 'audit_seal', 'audit_anchor') THEN ', INSERT'
    ELSE ', INSERT, UPDATE, DELETE'
  END,
  ' ON `', table_schema, '`.`', table_name, '` TO ', COALESCE(@app, '`rapfang`@`%`'), ';'
) AS statement
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE';
