import { EnvironmentError, parseEnvironment } from '@rapfang/platform';
import { runRetention } from './run-retention.js';

// `npm run retention` ends here: start.mjs builds what is out of date, then loads this.
try {
  process.exitCode = await runRetention(process.argv.slice(2), parseEnvironment(process.env));
} catch (error) {
  const text =
    error instanceof EnvironmentError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
