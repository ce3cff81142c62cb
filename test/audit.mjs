// `node test/audit.mjs`: asks the registry for known holes in what the server runs on. Fails on grave ones;
// a registry that does not answer audits is said to be so, and is no failure.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  timeout: 60_000,
  maxBuffer: 1 << 26,
  shell: process.platform === 'win32',
});
const report = parsed(stdout ?? '');
const counts = report?.metadata?.vulnerabilities;
if (!counts) {
  process.stdout.write('not run: npm audit (the registry does not answer it)\n');
  process.exit(0);
}
const grave = (counts.high ?? 0) + (counts.critical ?? 0);
process.stdout.write(`npm audit: ${counts.total ?? 0} known, ${grave} of them high or critical\n`);
for (const { name, severity, via } of Object.values(report.vulnerabilities ?? {})) {
  const titles = via.map((one) => (typeof one === 'string' ? one : one.title)).join('; ');
  process.stdout.write(`  ${severity} ${name}: ${titles}\n`);
}
process.exit(grave > 0 ? 1 : 0);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
