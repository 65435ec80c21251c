/*
 * Writes what docs/engines.md, docs/sources.md, docs/accelerators.md, docs/platform-teams.md, docs/monitoring.md and the pages of docs/engines/ say of the
 * code: the tables of all engines, of sources and of endings of files, and the container that each engine renders. Everything between
 * `<!-- generated: <what> -->` and `<!-- end -->` is replaced, the rest is written by hand.
 * Why: a page with a manifest that nobody renders any more is worse than none.
 */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Yaml } from 'cdk8s';
import { ServingEngine } from '../src';
import { SWITCHES, switchesOf } from './engine-switches';
import { acceleratorTables } from './lib/accelerator-tables';
import { alertsOfEngines, alertTable } from './lib/alert-tables';
import { dialectRows } from './lib/dialect-table';
import { ROOT, start } from './lib/project';
import { sourceRows } from './lib/source-descriptions';
import { KnownEngine } from '../src/engines/private/known-engine';
import { CHOICES } from '../src/facts/choices';
import { DEVICES } from '../src/facts/devices';
import { MODEL_FILES } from '../src/facts/model-files';
import { packagedFlags } from '../src/ground/package-data';
import { Combination, combinations, exportedEngines } from '../test/conformance/catalogue';
import { ENGINE_SAMPLES } from '../test/conformance/engine-sample';
import { Pod } from '../test/conformance/render';
import { SERVERS } from '../test/serving/install/servers';
import { standInFor } from '../test/serving/stand-ins';

const DOCS = join(ROOT, 'docs');

/** The columns of a source. */
const SOURCE = ['factory', 'the Model records', 'the files come by', 'credentials', 'pinned by'];

/** Sources in the order in which a page shows one: what the engine loads itself first. */
const SHOWN_SOURCES = ['huggingFace', 's3'];

function main(): void {
  const all = combinations();
  const shown = exportedEngines().map(name => shownOf(all.filter(one => one.engineClass === name)));
  for (const one of shown) {
    replace(join(DOCS, 'engines', `${one.engine.name}.md`), { container: containerBlock(one) });
  }
  replace(join(DOCS, 'engines.md'), { ...tables(shown), choice: choiceTable() });
  replace(join(DOCS, 'monitoring.md'), { 'alerts': alertTable(table), 'alerts-of-engines': alertsOfEngines(shown, table) });
  replace(join(DOCS, 'sources.md'), { endings: endingTable(), sources: table(SOURCE, sourceRows()) });
  replace(join(DOCS, 'accelerators.md'), acceleratorTables(table));
  replace(join(DOCS, 'platform-teams.md'), { dialects: table(['dialect', 'node label', 'taints', 'user', 'group', 'volume group'], dialectRows()) });
}

/** The Pod of a combination. What the library warns of is on the pages, and not news here. */
function podOf(one: Combination): Pod {
  const write = process.stderr.write;
  process.stderr.write = () => true;
  try {
    return one.render().objects.find(({ kind }) => kind === 'Deployment')!.spec.template!.spec;
  } finally {
    process.stderr.write = write;
  }
}

/** The combination of an engine that its page shows. */
function shownOf(mine: Combination[]): Combination {
  const wanted = mine[0].engine._facts.loadsFromHuggingFace ? SHOWN_SOURCES : [...SHOWN_SOURCES].reverse();
  const rank = ({ sourceFactory, name }: Combination) => {
    const source = wanted.indexOf(sourceFactory);
    return (source < 0 ? 9 : source) * 10 + (name.includes('-empty-dir-') ? 0 : 2) + (name.includes('-gpu-') ? 0 : 1);
  };
  return [...mine].sort((a, b) => rank(a) - rank(b))[0];
}

function containerBlock(one: Combination): string {
  const { initContainers = [], containers, securityContext, terminationGracePeriodSeconds } = podOf(one);
  const compute = one.compute.accelerator ? `${one.compute.acceleratorCount} × ${one.compute.accelerator.name}` : 'a CPU';
  const before = initContainers.length === 0 ? '' : `, after the init container \`${initContainers.map(({ name }) => name).join('`, `')}\``;
  return [
    `A model from \`ModelSource.${one.sourceFactory}\` on ${compute}${before}:`, '',
    '```yaml', Yaml.stringify({ securityContext, terminationGracePeriodSeconds, containers }).trimEnd(), '```',
  ].join('\n');
}

/** One row for each engine. */
function tables(shown: Combination[]): { [what: string]: string } {
  const rows = (head: string[], row: (one: Combination) => string[]) => table(head, shown.map(one => [
    `[\`${one.engineClass}\`](engines/${one.engine.name}.md)`, ...row(one),
  ]));
  return {
    all: rows([
      'engine', 'frameworks', 'loads', 'serves', 'measures waiting requests', 'finishes requests', 'maintained', 'seen by the tests',
    ], ({ engineClass, engine, file }) => [
      engine.frameworks.map(({ name }) => name).join(', ') || 'any',
      [...(engine._facts.loadsFromHuggingFace ? ['the hub itself'] : []), file === undefined ? 'a folder' : `a file, as \`${file}\`, or a folder`].join(', '),
      [`HTTP ${code(engine.apiPath)}${engine.openAiCompatible ? ', like OpenAI\'s' : ''}`, ...(engine.ports.grpc === undefined ? [] : ['gRPC'])].join(', '),
      code(engine.metrics?.waiting), engine._facts.drainsAfterSigterm ? 'after SIGTERM' : 'before SIGTERM',
      engine._facts.maintenance ? `no: ${engine._facts.maintenance.successor}` : 'yes', seenByTests(engineClass, engine),
    ]),
    switches: rows(['engine', ...Object.keys(SWITCHES)], ({ engineClass, engine }) => switchesOf(engineClass, engine)),
    measure: rows([
      'engine', 'path', 'port', 'waiting', 'running', 'cache in use', 'time', 'known from',
    ], ({ engine, engine: { metricsPath, metrics, ports } }) => [
      code(metricsPath), metricsPath === undefined ? '–' : ports.metrics === undefined ? 'HTTP' : String(ports.metrics),
      ...[metrics?.waiting, metrics?.running, metrics?.cacheUsage, metrics?.latency].map(code),
      metrics === undefined ? '–' : engine instanceof KnownEngine && engine._metricsAreVerified ? 'sources, or seen' : 'documentation',
    ]),
    end: rows(['engine', 'preStop', 'after SIGTERM', 'killed after'], one => {
      const { containers: [server], terminationGracePeriodSeconds } = podOf(one);
      const { engine } = one;
      return [
        `${server.lifecycle!.preStop.sleep.seconds} s`,
        engine._facts.drainsAfterSigterm ? `finishes requests, ${engine._facts.drainTimeout.toSeconds()} s` : 'nothing counts on it',
        `${terminationGracePeriodSeconds} s`,
      ];
    }),
    harden: table(['engine', 'with', 'user', 'read-only root', 'known from'], shown.flatMap(({ engineClass, engine }) => hardeningRows(engine).map(row => [
      `[\`${engineClass}\`](engines/${engine.name}.md)`, ...row,
    ]))),
    devices: table(['devices', 'may be opened by', 'first start', 'known from'], DEVICES.map(([resource, { openTo, warmupMinutes, source }]) => [
      `\`${resource}\``, openTo === 'everybody' ? 'everybody' : 'root and groups of the node',
      warmupMinutes === undefined ? '–' : `${warmupMinutes} minutes`, source,
    ])),
    flags: table(['engine', 'flags', 'versions', 'read from'], shown.filter(({ engine }) => engine._facts.flagsFile !== undefined)
      .map(({ engineClass, engine }) => {
        const { flags, versions, source } = packagedFlags(engine._facts.flagsFile!) as { flags: object; versions: string[]; source: string };
        return [`\`${engineClass}\``, String(Object.keys(flags).length), `${versions.length}: ${versions[0]} to ${versions[versions.length - 1]}`, source];
      })),
  };
}

/** What is known of the image, row by row. */
function hardeningRows(engine: ServingEngine): string[][] {
  const rows = engine._facts.hardening;
  return rows.map(({ on = [], runAsUser, readOnlyRootFilesystem, source }) => [
    on.map(prefix => (prefix === 'cpu' ? 'a CPU' : `\`${prefix}\``)).join(', ') || (rows.length > 1 ? 'anything else' : 'anything'),
    runAsUser === undefined ? 'root' : String(runAsUser), yes(readOnlyRootFilesystem), source,
  ]);
}

/** Whether the suites on real servers start it, and in which version; else what its container is held against. */
function seenByTests(engineClass: string, engine: ServingEngine): string {
  const [started] = engine._facts.officialImages.flatMap(image => standInFor(image) ?? []);
  if (started !== undefined) return `[serving](serve.md), ${SERVERS[started.image.server].version} on a CPU`;
  const { published } = ENGINE_SAMPLES[engineClass];
  return typeof published !== 'object' ? 'as a manifest' : `as a manifest, against [its image](${published.source})`;
}

function choiceTable(): string {
  return table(['framework', 'files', 'engine', 'because'], CHOICES.map(({ frameworks, files, engine, because }) => [
    frameworks.join(', '), files?.join(', ') ?? 'any', `\`${engine}\``, because,
  ]));
}

/** What an ending says of a file. */
function endingTable(): string {
  return table(['ends with', 'is', 'becomes', 'served alone by', 'else'], MODEL_FILES.map(({ endings, what, name, engines, frameworks, instead, archive }) => [
    endings.map(ending => `\`${ending}\``).join(', '), what, archive ? 'an error' : code(name),
    `${engines.join(', ') || '–'}${frameworks === undefined ? '' : ` for ${frameworks.join(', ')}`}`, engines.length === 0 ? instead ?? '' : '',
  ]));
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function code(text: string | undefined): string {
  return text === undefined || text === '' ? '–' : `\`${text}\``;
}

function yes(is: boolean): string {
  return is ? 'yes' : '–';
}

/** Fills in the generated parts of a page; each has to be there once. */
function replace(page: string, parts: { [what: string]: string }): void {
  if (!existsSync(page)) {
    throw new Error(`${page} is missing: write it, with <!-- generated: ${Object.keys(parts).join(', ')} --> and <!-- end --> where they belong`);
  }
  let text = readFileSync(page, 'utf8');
  for (const [what, block] of Object.entries(parts)) {
    const begin = `<!-- generated: ${what} -->`;
    const [before, after, ...more] = text.split(begin);
    if (after === undefined || more.length > 0 || !after.includes('<!-- end -->')) throw new Error(`${page} needs ${begin} and <!-- end --> once`);
    text = `${before}${begin}\n${block}\n${after.slice(after.indexOf('<!-- end -->'))}`;
  }
  writeFileSync(page, text);
}

start(main);
