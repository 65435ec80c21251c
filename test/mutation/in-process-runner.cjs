// A runner for Stryker: the sources of all mutants are loaded once, and a mutant is a switch in them, so that it costs what its tests do. With
// a registry of modules for each file, as jest has it, a mutant costs seconds.
const { readdirSync, readFileSync, writeFileSync } = require('fs');
const { basename, join } = require('path');
const { InProcessTests } = require('./in-process-tests.cjs');
const { isDrawn, notDrawn } = require('./sample.cjs');

/** Tests of what is mutated. Left out: those that read sources as texts, those that load cdk8s again, and two that measure, or take a fifth of the time. */
const TESTS = new RegExp(`^(${[
  'app/[^/]+', 'checks/.*', 'crds', 'documents/.*', 'engines/.*', 'findings', 'fit/[^/]+', 'model-[a-z]+', '(monitoring|scaling|traffic)/[^/]+', 'profiles/.*',
  'render/.*', 'sources/.*', 'values/.*',
].join('|')})\\.test\\.ts$`);
const NO_TESTS = /(rules-folder|rules-page|generated|messages-without-secrets|fit\/cost)\.test\.ts$/;

/**
 * The tests that are tried on a mutant, of all that reach it: code that every model goes through is reached by thousands. What these let live
 * counts as survived, so that the score is never better than the truth. MUTATION_TESTS says another number.
 */
const MOST_TESTS = Number(process.env.MUTATION_TESTS ?? 300);

/** How long each test took, in the folder of the instrumented sources: for a process that is started again after a mutant that did not end. */
const TIMES = 'mutation-times.json';

/** Tests that compare whole objects, and so see whatever is another. */
const WHOLE = /^[^:]*\bwhole-/;

/** As many mutants before and after one are its neighbours: Stryker numbers them in the order of the text. */
const NEIGHBOURS = 12;

/** Tests in an order that asks every file once before it asks one twice. */
function inTurn(ids) {
  const seen = new Map();
  const turns = new Map(ids.map(id => {
    const [file] = id.split(': ', 1);
    seen.set(file, (seen.get(file) ?? 0) + 1);
    return [id, seen.get(file)];
  }));
  return [...ids].sort((a, b) => turns.get(a) - turns.get(b));
}

/** Tests by what they are worth, the best first. */
function best(ids, worthOf) {
  const worth = new Map(ids.map(id => [id, worthOf(id)]));
  return [...ids].sort((a, b) => worth.get(b) - worth.get(a));
}

class InProcessRunner {
  /** How many mutants of a file each test has failed for. */
  kills = new Map();

  /** The mutants that each test reaches, and how many tests reach each; empty in a process that is started again. */
  reached = {};
  reaching = {};

  /** Where the instrumented sources look for the mutant, and say what they have come by. */
  get switches() {
    return (globalThis.__stryker__ ??= {});
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    process.stderr.write = () => true; // findings that are printed
    const files = readdirSync('test', { recursive: true }).filter(file => TESTS.test(file) && !NO_TESTS.test(file)).sort();
    this.tests = new InProcessTests(files.map(file => join(process.cwd(), 'test', file)));
  }

  async dryRun() {
    const tests = [];
    for (const [id, { name, file: fileName }] of this.tests.tests) {
      this.switches.currentTestId = id;
      const start = performance.now();
      const failure = await this.tests.run(id);
      const timeSpentMs = performance.now() - start;
      tests.push({ id, name, fileName, timeSpentMs, status: failure ? 1 : 0, ...failure && { failureMessage: String(failure.message) } });
    }
    this.switches.currentTestId = undefined;
    this.reached = this.switches.mutantCoverage.perTest;
    for (const mutants of Object.values(this.reached)) for (const id of Object.keys(mutants)) this.reaching[id] = (this.reaching[id] ?? 0) + 1;
    writeFileSync(TIMES, JSON.stringify(Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))));
    return { status: 'complete', tests, mutantCoverage: this.switches.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, reloadEnvironment }) {
    if (!isDrawn(activeMutant)) return notDrawn();
    this.times ??= JSON.parse(readFileSync(TIMES, 'utf8'));
    const ids = this.bestOf([...testFilter ?? this.tests.tests.keys()], activeMutant);
    if (reloadEnvironment) this.reload(activeMutant);
    let tried = await this.tried(activeMutant, ids, hitLimit);
    if (tried.status === 'survived' && this.switches.hitCount === 0) {
      this.reload(); // what it is in was remembered by a file, from tests before
      tried = await this.tried(activeMutant, ids, hitLimit);
      this.reload();
    }
    const result = this.remembered(activeMutant.fileName, tried);
    // What a mutant leaves in a variable of a file would fail the tests of the next ones: then it was perhaps not this mutant either.
    if (result.status === 'survived' || await this.passesWithout(result.killedBy)) return result;
    this.reload();
    const again = await this.tried(activeMutant, ids, hitLimit);
    if (again.status !== 'survived') this.reload();
    return again;
  }

  /**
   * The tests that are most likely to fail first: those that did for mutants of the same file, or that name it, then the quick ones. A third of them are chosen
   * so, a third for how near they come, and the others are those that compare whole objects, and of as many files as there are, because tests of one file
   * mostly see the same.
   */
  bestOf(ids, { id: mutant, fileName }) {
    const kills = this.killsOf(fileName);
    const name = basename(fileName, '.ts');
    const third = Math.ceil(MOST_TESTS / 3);
    const likely = best(ids, id => (kills.get(id) ?? 0) * 1000 + (id.includes(name) ? 500 : 0) - this.times[id]).slice(0, third);
    const near = best(ids, id => this.nearness(id, Number(mutant)) - this.times[id] / 1e6).slice(0, third);
    return [...new Set([...likely, ...near, ...ids.filter(id => WHOLE.test(id)), ...inTurn(ids)])].slice(0, MOST_TESTS);
  }

  /** A test that reaches what few others do, beside a mutant that thousands reach, is about that place and no other. */
  nearness(id, mutant) {
    let sum = 0;
    for (let other = mutant - NEIGHBOURS; other <= mutant + NEIGHBOURS; other++) {
      if (this.reached[id]?.[other]) sum += 1 / this.reaching[other] / (1 + Math.abs(other - mutant));
    }
    return sum;
  }

  killsOf(fileName) {
    const kills = this.kills.get(fileName) ?? new Map();
    this.kills.set(fileName, kills);
    return kills;
  }

  remembered(fileName, result) {
    const kills = this.killsOf(fileName);
    for (const id of result.killedBy ?? []) kills.set(id, (kills.get(id) ?? 0) + 1);
    return result;
  }

  /** Runs tests until one fails. */
  async tried(mutant, ids, hitLimit) {
    Object.assign(this.switches, { activeMutant: mutant.id, hitCount: 0, hitLimit });
    let nrOfTests = 0;
    let result;
    for (const id of ids) {
      nrOfTests++;
      const failure = await this.tests.run(id);
      if (failure === undefined && !(this.switches.hitCount > hitLimit)) continue;
      result = { status: this.switches.hitCount > hitLimit ? 'timeout' : 'killed', killedBy: [id], failureMessage: String(failure?.message), nrOfTests };
      break;
    }
    this.switches.activeMutant = undefined;
    return result ?? { status: 'survived', nrOfTests };
  }

  async passesWithout([id]) {
    Object.assign(this.switches, { activeMutant: undefined, hitCount: undefined });
    return await this.tests.run(id) === undefined;
  }

  reload(mutant) {
    Object.assign(this.switches, { activeMutant: mutant?.id, hitCount: undefined });
    this.tests.load();
    this.switches.activeMutant = undefined;
  }
}

exports.strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', factory: Object.assign(() => new InProcessRunner(), { inject: [] }) }];
