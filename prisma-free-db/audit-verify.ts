import { EnvironmentError, parseEnvironment } from '@rapfang/platform';
import { runVerify } from './run-verify.js';

// `npm run audit:verify` ends here: start.mjs builds what is out of date, then loads this.
try {
  process.exitCode = await runVerify(process.argv.slice(2), parseEnvironment(process.env));
} catch (error) {
  const text =
    error instanceof EnvironmentError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`${String(text)}\n`);
  process.exitCode = 2;
}
