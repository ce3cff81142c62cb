// The table for people; machines take --json.

const HEADS = {
  name: 'what',
  requestsPerSecond: 'a second',
  cpuMicrosPerRequest: 'CPU µs each',
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  ratio: 'ratio',
  cpuRatio: 'CPU ratio',
  noise: '± of rate',
  comments: 'comments',
  deliveries: 'deliveries',
  lost: 'lost',
  duplicated: 'twice',
  reordered: 'out of order',
  cuts: 'cuts',
  fromSendingP50Ms: 'p50 from sending',
  fromSendingP99Ms: 'p99 from sending',
};

/** @param {{ bench: string, rounds: number, results: any[], facts: Record<string, object> }} report */
export function table({ bench, rounds, results, facts }) {
  const lines = [`\n${bench}: medians of ${rounds} rounds; ratio to the floor of the same round`];
  for (const database of new Set(results.map((result) => result.database))) {
    const rows = results.filter((result) => result.database === database);
    const columns = Object.keys(HEADS).filter((key) => rows.some((row) => key in row && row[key] !== null));
    const cells = [
      columns.map((key) => HEADS[key]),
      ...rows.map((row) => columns.map((key) => cell(row[key], key))),
    ];
    const widths = columns.map((_key, index) => Math.max(...cells.map((line) => line[index].length)));
    lines.push('', `  ${database}`);
    for (const line of cells) {
      lines.push(
        `  ${line.map((text, index) => (index === 0 ? text.padEnd(widths[0]) : text.padStart(widths[index]))).join('  ')}`,
      );
    }
    const said = Object.entries(facts[database] ?? {}).map(([key, value]) => `${key} ${value}`);
    if (said.length > 0) lines.push(`  ${said.join(' · ')}`);
  }
  return `${lines.join('\n')}\n`;
}

function cell(value, key) {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return String(value);
  if (key === 'requestsPerSecond' || key === 'cpuMicrosPerRequest')
    return value >= 100 ? String(Math.round(value)) : String(value);
  return String(value);
}
