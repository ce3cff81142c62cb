import { readFileSync, statSync } from 'node:fs';
import { EnvironmentError, reasonOf } from './environment-error.js';

type Source = Record<string, string | undefined>;

/** A secret is a line, a key in several lines at most. */
const BYTES_MOST = 65_536;
/** Reading or writing by everyone else on the machine. */
const OTHERS = 0o007;

/**
 * A secret, or an address with one in it: from the variable, or from the file that `NAME_FILE` names, as
 * orchestrators mount them. In a variable it stands in every listing of processes and every crash report.
 * @throws EnvironmentError that names the variable and never what it holds
 */
export function secretOf(source: Source, name: string): string | null {
  const [given, file] = [source[name], source[`${name}_FILE`]];
  if (!file) return given || null;
  if (given) throw new EnvironmentError(name, `and ${name}_FILE are both given; give one.`);
  const text = contentOf(`${name}_FILE`, file);
  if (!text) throw new EnvironmentError(`${name}_FILE`, 'names an empty file.');
  return text;
}

function contentOf(variable: string, file: string): string {
  try {
    const { mode, size } = statSync(file);
    if (size > BYTES_MOST) throw new Error('it is too large for a secret');
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      process.emitWarning(
        `${variable} names a file that everyone on this machine may use; chmod 600 keeps it.`,
      );
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new EnvironmentError(variable, `names a file that cannot be read: ${reasonOf(error)}.`);
  }
}
