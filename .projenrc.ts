import { cdk8s, javascript, typescript } from 'projen';
import { configureEslint } from './projenrc/eslint';
import { configureJest } from './projenrc/jest';
import { configureTasks } from './projenrc/tasks';
import { configureTsconfigs } from './projenrc/tsconfigs';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-matrixinfer',
  description: 'Declare an AI model once, in typed code, and get every Kubernetes object that serves it.',
  author: 'cdk8s-matrixinfer maintainers',
  authorAddress: 'maintainers@cdk8s-matrixinfer.dev',
  repositoryUrl: 'https://github.com/cdk8s-matrixinfer/cdk8s-matrixinfer.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  runner: typescript.TypeScriptRunner.tsx(),
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  minNodeVersion: '20.0.0',
  cdk8sVersion: '2.68.12',
  constructsVersion: '10.3.0',
  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  devDeps: [
    'cdk8s-plus-27@2.9.5',
    'cdk8s-cli@^2.207.0',
    'ajv@^8.17.0',
    'esbuild@^0.25.0',
    'fast-check@^4.3.0',
    // Run the health checks of docs/status.md: Lua, as Argo CD does, and CEL, as Flux does.
    'fengari@^0.1.5',
    '@marcbachmann/cel-js@^8.0.0',
    '@kubernetes/client-node@^1.4.0',
    'eslint-plugin-jsdoc@^62.9.0',
    'jest@^30.5.2',
    '@types/jest@^30.0.0',
    'ts-jest@^29.4.15',
    '@stryker-mutator/core@^9.5.1',
    'yaml@^2.8.0',
    // What users of today have: the package is tested beside the newest peers, and beside another cdk8s-plus, too.
    'cdk8s-newest@npm:cdk8s@^2.70.106',
    'constructs-newest@npm:constructs@^10.8.1',
    'cdk8s-plus-34@^2.0.54',
    'typescript-7@npm:typescript@^7.0.2',
  ],
  keywords: ['matrixinfer', 'kubernetes', 'vllm', 'triton', 'model-serving', 'inference', 'llm', 'crd'],
  publishToPypi: { distName: 'cdk8s-matrixinfer', module: 'cdk8s_matrixinfer' },
  publishToMaven: {
    javaPackage: 'dev.cdk8smatrixinfer.cdk8s',
    mavenGroupId: 'dev.cdk8s-matrixinfer',
    mavenArtifactId: 'cdk8s-matrixinfer',
  },
  publishToGo: { moduleName: 'github.com/cdk8s-matrixinfer/cdk8s-matrixinfer-go', packageName: 'cdk8smatrixinfer' },
  // Half of what users would download: the sources twice over.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  jest: false, // projenrc/jest.ts: projen's own set-up brings ts-jest and updates snapshots by itself
  npmignoreEnabled: false, // what is packed is listed below, so that a new folder is not packed by default
  gitignore: ['/test-reports/', '/coverage/', '/.stryker-tmp/', '/examples/*/dist/', '/benchmark/build/', '/.jsii.tabl.json'],
  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  sampleCode: false,
});

project.package.addBin({ 'cdk8s-matrixinfer': 'lib/cli/main.js' });
project.package.addField('files', ['lib', 'crds', '.jsii', 'API.md', 'docs', 'engine-flags', 'THIRD-PARTY-NOTICES.md']);
// Newer versions list platform packages that cannot be installed everywhere; `npm ci` fails on them.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
// The lockfile names no registry host, so that `npm ci` works behind any mirror.
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');

configureTsconfigs(project);
configureEslint(project);
configureJest(project);
configureTasks(project);
project.synth();
