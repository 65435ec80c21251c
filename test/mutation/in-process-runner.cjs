// A runner for Stryker: the sources of all mutants are loaded once, and a mutant is a switch in them, so that it costs what its tests do. With
// a registry of modules for each file, as jest has it, a mutant costs seconds.
const { readdirSync, readFileSync, writeFileSync } = require('fs');
const { join } = require('path');
const { InProcessTests } = require('./in-process-tests.cjs');

/** Tests of what is mutated. Left out: those that read sources as texts, those that load cdk8s again, and one that is a fifth of the time. */
const TESTS = /^(app\/[^/]+|checks\/.*|findings|model-[a-z]+|profiles\/.*|render\/.*|sources\/.*|values\/.*)\.test\.ts$/;
const NO_TESTS = /(rules-folder|rules-page|generated|messages-without-secrets)\.test\.ts$/;

/** How long each test took, in the folder of the instrumented sources: for a process that is started again after a mutant that did not end. */
const TIMES = 'mutation-times.json';

class InProcessRunner {
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
    writeFileSync(TIMES, JSON.stringify(Object.fromEntries(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]))));
    return { status: 'complete', tests, mutantCoverage: this.switches.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, reloadEnvironment }) {
    this.times ??= JSON.parse(readFileSync(TIMES, 'utf8'));
    const ids = [...testFilter ?? this.tests.tests.keys()].sort((a, b) => this.times[a] - this.times[b]);
    if (reloadEnvironment) this.reload(activeMutant);
    const result = await this.tried(activeMutant, ids, hitLimit);
    // What a mutant leaves in a variable of a file would fail the tests of the next ones: then it was perhaps not this mutant either.
    if (result.status === 'survived' || await this.passesWithout(result.killedBy)) return result;
    this.reload();
    const again = await this.tried(activeMutant, ids, hitLimit);
    if (again.status !== 'survived') this.reload();
    return again;
  }

  /** Runs tests until one fails. */
  async tried(mutant, ids, hitLimit) {
    Object.assign(this.switches, { activeMutant: mutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
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
