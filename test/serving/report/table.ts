/**
 * Writes the table of docs/serve.md from what the last runs of the suites saw: `npx tsx test/serving/report/table.ts`
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORDS, Seen } from '../harness/record';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'serve.md');
const MARKS = /(?<=<!-- serving:begin -->\n)[^]*(?=<!-- serving:end -->)/;

const HEAD = ['What', 'Rendered image', 'Started in its place', 'Ready after', 'At its end', 'Without its model', 'With a setting that it does not take'];

/** A line for each suite. */
export function servingTable(records: readonly Seen[]): string {
  const lines = [...records].sort((one, other) => one.engine.localeCompare(other.engine)).map(seen => [
    seen.engine, `\`${seen.image}\``, seen.server, seen.secondsToReady === undefined ? '' : `${Math.round(seen.secondsToReady)} s`,
    seen.drain ?? '', seen.missingModel ?? '', seen.badFlag ?? '',
  ]);
  return [HEAD, HEAD.map(() => '---'), ...lines].map(cells => `| ${cells.join(' | ')} |\n`).join('');
}

function main(): void {
  if (!existsSync(RECORDS)) throw new Error(`there is no ${RECORDS}: run npm run test:serving first`);
  const records = readdirSync(RECORDS).map(file => JSON.parse(readFileSync(join(RECORDS, file), 'utf8')) as Seen);
  const page = readFileSync(PAGE, 'utf8');
  if (!MARKS.test(page)) throw new Error(`${PAGE} has no lines "<!-- serving:begin -->" and "<!-- serving:end -->"`);
  writeFileSync(PAGE, page.replace(MARKS, () => servingTable(records)));
}

if (require.main === module) main();
