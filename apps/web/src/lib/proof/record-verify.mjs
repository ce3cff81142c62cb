// Checks a proof from the public record, by itself: no package, no network. Runs in Node 20 or newer, and in a browser.
//
//   node record-verify.mjs proof.json                        recomputes everything, prints the roots to compare
//   node record-verify.mjs proof.json anchors.jsonl          and compares them with anchors that you kept
//
// What is hashed and how is written in docs/record.md of the project. Exit code: 0 it fits, 1 it does not, 2 unreadable.

const text = new TextEncoder();
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const bytesOf = (letters) => Uint8Array.from(letters.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** RFC 8785: keys sorted, no blanks. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

const hashOf = async (kind, value) =>
  hex(await sha256(text.encode(`rapfang.audit.${kind}.v1\n${canonical(value)}`)));
const leafHash = (data) => sha256(Uint8Array.of(0, ...data));
const nodeHash = (left, right) => sha256(Uint8Array.of(1, ...left, ...right));

/** From a leaf up to the root, as RFC 9162, 2.1.3.2, does it. */
async function climb(leaf, index, size, path) {
  if (!(index >= 0 && index < size)) return null;
  let [node, last, hash] = [index, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = await nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    } else hash = await nodeHash(hash, sibling);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/**
 * Recomputes one entry's way.
 * @returns `state`: 'anchored', 'sealed', 'waiting' or 'broken' with `problem`; day and root where there are
 */
async function checkEntry({ entry, entryHash, link, anchor }) {
  const broken = (problem) => ({ state: 'broken', problem, entry });
  if ((await hashOf('entry', entry)) !== entryHash) return broken('entryHash');
  if (!link) return { state: 'waiting', entry };
  const { seq, entryId, previousHash, sealedAt, chainHash } = link;
  if (link.entryHash !== entryHash || entryId !== entry.id) return broken('link');
  if ((await hashOf('chain', { seq, entryId, entryHash, previousHash, sealedAt })) !== chainHash)
    return broken('chainHash');
  if (!anchor) return { state: 'sealed', entry, seq, chainHash };
  const { day, entries, lastSeq, root, index, path } = anchor;
  if (index !== seq - (lastSeq - entries + 1)) return broken('index');
  const top = await climb(await leafHash(bytesOf(chainHash)), index, entries, path.map(bytesOf));
  if (!top || hex(top) !== root) return broken('root');
  return { state: 'anchored', entry, seq, day, root };
}

/** Every entry of a proof. @throws Error when it is no proof of ours */
export async function checkProof(proof) {
  if (
    proof?.format !== 'rapfang-record-proof/1' ||
    !Array.isArray(proof.entries) ||
    proof.entries.length > 1000
  )
    throw new Error('not a proof of the format rapfang-record-proof/1');
  const results = [];
  for (const one of proof.entries) {
    // Whatever else is wrong with it, it is not a proof.
    results.push(
      await checkEntry(one).catch(() => ({ state: 'broken', problem: 'shape', entry: one?.entry ?? {} })),
    );
  }
  return results;
}

async function main([file, kept]) {
  const { readFile } = await import('node:fs/promises');
  if (!file) {
    console.error('node record-verify.mjs proof.json [anchors.jsonl]');
    return 2;
  }
  let results, roots;
  try {
    results = await checkProof(JSON.parse(await readFile(file, 'utf8')));
    const lines = kept ? (await readFile(kept, 'utf8')).split('\n').filter(Boolean) : [];
    roots = new Map(lines.map((line) => JSON.parse(line)).map(({ day, root }) => [day, root]));
  } catch (error) {
    console.error(`Cannot be read: ${error.message}`);
    return 2;
  }
  let wrong = 0;
  for (const { state, problem, entry, seq, day, root, chainHash } of results) {
    const head = `${entry.at} ${entry.action}:`;
    if (state === 'broken') console.log(`${head} DOES NOT FIT (${problem})`);
    if (state === 'waiting') console.log(`${head} not sealed yet`);
    if (state === 'sealed') console.log(`${head} link ${seq}, chain hash ${chainHash}, day not over yet`);
    if (state === 'broken') wrong += 1;
    if (state !== 'anchored') continue;
    const known = roots.get(day);
    const verdict = !kept
      ? 'compare this root with one you kept'
      : known === root
        ? 'as in the anchors you kept'
        : known
          ? 'NOT THE ROOT YOU KEPT'
          : 'DAY NOT AMONG YOUR ANCHORS';
    if (kept && known !== root) wrong += 1;
    console.log(`${head} link ${seq}, day ${day}, root ${root} (${verdict})`);
  }
  console.log(
    wrong === 0 ? `${results.length} entries fit.` : `${wrong} of ${results.length} entries do not fit.`,
  );
  return wrong === 0 ? 0 : 1;
}

if (typeof process !== 'undefined' && process.argv?.[1]?.endsWith('record-verify.mjs'))
  process.exitCode = await main(process.argv.slice(2));
