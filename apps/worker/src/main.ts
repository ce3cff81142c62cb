/** The same jobs in a process of their own: `ROLES=jobs` of the api process, with /healthz and /readyz. */
process.env['ROLES'] ??= 'jobs';
process.env['DEMO'] ??= 'off';
await import('../../api/src/main.js');

export {};
