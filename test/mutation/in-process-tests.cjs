// The tests in one process and one registry of modules: each costs what it does, and nothing is loaded again for it. They are written for jest,
// so what they call is jest's own where that can be had alone (expect, each, mocks, snapshots); only describe and test are ours.
const { readFileSync } = require('fs');
const Module = require('module');
const { basename, dirname, join, relative, sep } = require('path');
const { transformSync } = require('esbuild');
const { expect } = require('expect');
const { bind } = require('jest-each');
const { ModuleMocker } = require('jest-mock');
const { SnapshotState, toMatchSnapshot } = require('jest-snapshot');

const compilerOptions = { useDefineForClassFields: false };

/** TypeScript without its types: a mutant is run many times, and its types are not what is tested. */
Module._extensions['.ts'] = (module, sourcefile) => module._compile(
  transformSync(readFileSync(sourcefile, 'utf8'), { loader: 'ts', format: 'cjs', target: 'node20', sourcefile, tsconfigRaw: { compilerOptions } }).code,
  sourcefile,
);
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name === 'cdk8s-matrixinfer' ? join(process.cwd(), 'src', 'index.ts') : resolve.call(Module, name, ...rest));

class Suite {
  constructor(parent, name) {
    this.path = parent ? [...parent.path, name] : [];
    this.before = parent ? [...parent.before] : [];
    this.after = parent ? [...parent.after] : [];
  }
}

/** All tests of some files, by id, and how one of them is run. */
class InProcessTests {
  constructor(files) {
    this.files = files;
    this.mocker = new ModuleMocker(globalThis);
    expect.extend({ toMatchSnapshot });
    this.load();
  }

  /** Loads sources and tests, and forgets what was loaded before: tables that are made while a file is loaded, and what is kept in its variables. */
  load() {
    for (const path of Object.keys(require.cache)) {
      if (path.startsWith(process.cwd()) && !path.includes(`${sep}node_modules${sep}`) && dirname(path) !== __dirname) delete require.cache[path];
    }
    this.tests = new Map();
    for (const file of this.files) this.collect(file);
  }

  collect(file) {
    const where = relative(join(process.cwd(), 'test'), file);
    const state = new SnapshotState(join(dirname(file), '__snapshots__', `${basename(file)}.snap`), { updateSnapshot: 'none', snapshotFormat: { escapeString: false, printBasicPrototype: false }, rootDir: process.cwd() });
    let suite = new Suite();
    const describe = (name, body) => {
      const outer = suite;
      suite = new Suite(outer, name);
      try {
        body();
      } finally {
        suite = outer;
      }
    };
    const test = (title, body) => {
      const name = [...suite.path, title].join(' ');
      let id = `${where}: ${name}`;
      for (let copy = 2; this.tests.has(id); copy++) id = `${where}: ${name} (${copy})`;
      this.tests.set(id, { name, file, state, suite, body });
    };
    Object.assign(globalThis, {
      describe: Object.assign(describe, { each: bind(describe, false) }),
      test: Object.assign(test, { each: bind(test, false) }),
      it: test,
      beforeEach: hook => suite.before.push(hook),
      afterEach: hook => suite.after.unshift(hook),
      expect,
      jest: {
        fn: implementation => this.mocker.fn(implementation),
        spyOn: (...args) => this.mocker.spyOn(...args),
        restoreAllMocks: () => this.mocker.restoreAllMocks(),
        requireActual: Module.createRequire(file),
      },
    });
    require(file);
  }

  /** Runs one test, and answers what it fails with. */
  async run(id) {
    const { name, file, state, suite, body } = this.tests.get(id);
    state._counters.clear(); // each run asks for its first snapshot
    expect.setState({ currentTestName: name, testPath: file, snapshotState: state, assertionCalls: 0, suppressedErrors: [] });
    this.mocker.clearAllMocks();
    let failure;
    for (const step of [...suite.before, body, ...suite.after]) {
      try {
        if (failure === undefined || suite.after.includes(step)) await step();
      } catch (error) {
        failure ??= error ?? new Error('nothing was thrown, as an error');
      }
    }
    return failure ?? expect.getState().suppressedErrors[0]; // jest's snapshots do not throw
  }
}

module.exports = { InProcessTests };
