import { readdirSync, readFileSync, rmSync } from 'fs';
import { join } from 'path';
import { NEWEST, ProgramFailed, UserProject } from './packed-package';
import { PARTS } from '../../scripts/parts';

/*
 * What a user gets is not this checkout but a tarball. It is packed, installed into a project of its own, and used there
 * by name.
 */
jest.setTimeout(180_000);

const APPS = join(__dirname, 'apps');
let project: UserProject;

beforeAll(() => {
  project = new UserProject();
  project.compile(APPS);
});

afterAll(() => project?.remove());

describe('the packed package', () => {
  test('holds what users need, and nothing else', () => {
    const expected = [
      /^package\.json$/, /^README\.md$/, /^LICENSE$/, /^THIRD-PARTY-NOTICES\.md$/, /^API\.md$/, /^\.jsii$/,
      /^lib\/.+\.(js|d\.ts)$/, /^crds\/[\w.]+\.yaml$/, /^engine-flags\/[-\w]+\.json$/, /^docs\/.+\.md$/,
    ];
    expect(project.tarball.files.filter(file => !expected.some(pattern => pattern.test(file)))).toEqual([]);
    expect(expected.filter(pattern => !project.tarball.files.some(file => pattern.test(file)))).toEqual([]);
  });

  test('has no compiled file without its source: lib/ is cleaned before a compile', () => {
    const src = join(__dirname, '..', '..', 'src');
    const sources = new Set((readdirSync(src, { recursive: true }) as string[]).map(file => file.replace(/\.ts$/, '')));
    const compiled = project.tarball.files.filter(file => file.startsWith('lib/')).map(file => file.slice('lib/'.length).replace(/(\.d\.ts|\.js)$/, ''));
    // Besides, what is loaded on demand, the program of reporter/, which is one file and runs in a cluster, its text for the ConfigMap, and the parser of YAML.
    const parts = Object.keys(PARTS).map(part => `parts/${part}`);
    expect(compiled.filter(file => !sources.has(file)).sort()).toEqual([...parts, 'reporter/model-status-reporter', 'reporter/script', 'yaml'].sort());
  });

  test('lets users write an engine of their own, in their own repository, importing the package by name only', () => {
    project.run('own-engine', { OUTPUT: 'own-engine' });

    const manifest = project.synthesized('own-engine')['models.k8s.yaml'];
    expect(manifest).toContain('image: registry.example.com/echo-server:1.2.3');
    expect(manifest).toContain('containerPort: 9999');
    expect(manifest).toContain('path: /alive');
  });

  test.each(['FILE_PER_CHART', 'FILE_PER_RESOURCE', 'FOLDER_PER_CHART_FILE_PER_RESOURCE'])('leaves the files of an app\'s own charts as they were: %s', outputType => {
    project.run('own-charts', { OUTPUT: `${outputType}-without`, OUTPUT_TYPE: outputType });
    project.run('own-charts', { OUTPUT: `${outputType}-with`, OUTPUT_TYPE: outputType, WITH_LIBRARY: 'true' });

    const [without, withLibrary] = [project.synthesized(`${outputType}-without`), project.synthesized(`${outputType}-with`)];
    expect(withLibrary).toMatchObject(without);
    expect(Object.keys(withLibrary).length).toBeGreaterThan(Object.keys(without).length);
  });
});

/** What a program of a user has loaded of the package when it ends, and how many bytes that is. */
function loadedBy(program: string): { readonly files: string[]; readonly bytes: number } {
  project.write('loaded.cjs', `${program}
const own = Object.keys(require.cache).filter(file => /cdk8s-matrixinfer.(lib|engine-flags)/.test(file));
console.log(JSON.stringify({
  files: own.map(file => file.split(require('path').sep).slice(-2).join('/')),
  bytes: own.map(file => require('fs').statSync(file).size).reduce((one, other) => one + other, 0),
}));`);
  return JSON.parse(project.node(['loaded.cjs'], { OUTPUT: 'loaded' })) as { files: string[]; bytes: number };
}

const PLAIN = `
const { App, Chart, Size } = require('cdk8s');
const library = require('cdk8s-matrixinfer');
const { Accelerator, Compute, Cpu, Framework, ModelConstruct, ModelSource, RuntimeProfile, VllmEngine } = library;
const app = new App({ outdir: process.env.OUTPUT });
const chart = new Chart(app, 'models', { namespace: 'ml' });
const compute = Compute.gpu(Accelerator.NVIDIA_L4, { count: 1, cpu: Cpu.units(4), memory: Size.gibibytes(24) });
const profile = new RuntimeProfile(chart, 'l4', { engine: new VllmEngine({ version: '0.32.0' }), compute });
const source = ModelSource.huggingFace('meta-llama/Llama-3.1-8B', { revision: 'd04e592bb4f6aa9cfee91e2e20afa771667e1d4b', size: Size.gibibytes(15) });
const model = new ModelConstruct(chart, 'llama', { version: '1.0.0', framework: Framework.PYTORCH, source, profile, replicas: 2 });
app.synth();
`;

describe('what is loaded', () => {
  test('by an app of plain models is one file, and the flags of their server', () => {
    const { files, bytes } = loadedBy(PLAIN);
    expect(files).toEqual(['lib/index.js', 'engine-flags/vllm.json']);
    expect(bytes).toBeLessThan(900_000);
  });

  test.each(Object.keys(PARTS))('is found in each part that is loaded on demand: %s', part => {
    expect(loadedBy(`const { Module } = require('module');
const load = Module._load;
let library;
Module._load = (request, ...rest) => {
  const loaded = load(request, ...rest);
  return /parts.\\w+\\.js$/.test(request) ? given => loaded(library = given) : loaded;
};
require('cdk8s-matrixinfer').ModelStatusReporter; // whose part is given the library
for (const [name, value] of Object.entries(library.${part}())) if (value === undefined) throw new Error(name);`).files).toContain(`parts/${part}.js`);
  });

  test('belongs to the library that asked for it, whatever Node would load by now', () => {
    expect(loadedBy(`const library = require('cdk8s-matrixinfer');
const { ServingEngine } = library;
for (const file of Object.keys(require.cache)) delete require.cache[file];
require.cache[require.resolve('cdk8s-matrixinfer')] = { exports: undefined, loaded: true }; // as a test that mocks the package, while it makes the mock
if (!(new library.TritonEngine({ version: '26.07' }) instanceof ServingEngine)) throw new Error('of another library');
delete require.cache[require.resolve('cdk8s-matrixinfer')];`).files).toContain('parts/engines.js');
  });

  test('has every text on one line: bundlers indent the second one, and the text with it', () => {
    const code = (['index.js', ...Object.keys(PARTS).map(part => `parts/${part}.js`)]).map(file => readFileSync(join(project.folder, 'node_modules', 'cdk8s-matrixinfer', 'lib', file), 'utf8'));
    expect(code.filter(text => /\\\n/.test(text))).toEqual([]);
  });

  test('is cdk8s-plus when it is asked for by its name', () => {
    expect(loadedBy(`${PLAIN}\nif (model.serviceFor('cdk8s-plus-27').name !== 'llama') throw new Error('another Service');`).files).toContain('lib/index.js');
  });

  test('is every class and enum of the package, with its name for other languages', () => {
    project.write('names.cjs', `const library = require('cdk8s-matrixinfer');
const { types } = JSON.parse(require('fs').readFileSync('node_modules/cdk8s-matrixinfer/.jsii', 'utf8'));
const named = ({ name, kind, fqn }) => (kind === 'class' ? library[name]?.[Symbol.for('jsii.rtti')]?.fqn === fqn : library[name] !== undefined);
console.log(JSON.stringify(Object.values(types).filter(({ kind }) => kind !== 'interface').filter(type => !named(type)).map(({ name }) => name)));`);
    expect(JSON.parse(project.node(['names.cjs']))).toEqual([]);
  });
});

/** An app that needs all data of the package: CRDs, flags, the program of the status reporter. */
const app = (imports: string) => `
${imports}
const app = new App({ outdir: process.env.OUTPUT });
const chart = new Chart(app, 'models', { namespace: 'ml' });
new MatrixInferCrds(chart, 'crds');
new ModelStatusReporter(chart, 'status');
new ModelConstruct(chart, 'llama', {
  version: '1.0.0',
  framework: Framework.PYTORCH,
  source: ModelSource.pvc('weights'),
  profile: new RuntimeProfile(chart, 'cpu', {
    engine: new VllmEngine({ version: '0.32.0' }),
    compute: Compute.cpu({ cpu: Cpu.units(4), memory: Size.gibibytes(32) }),
  }),
  args: ['--enable-prefix-caching'],
});
new TensorRtLlmEngine({ version: '1.2.0', config: 'kv_cache_config:\\n  free_gpu_memory_fraction: 0.8' });
app.synth();
`;
const NAMES = '{ Compute, Cpu, Framework, MatrixInferCrds, ModelConstruct, ModelSource, ModelStatusReporter, RuntimeProfile, TensorRtLlmEngine, VllmEngine }';
const ESM = app(`import { App, Chart, Size } from 'cdk8s';\nimport ${NAMES} from 'cdk8s-matrixinfer';`);
const COMMON_JS = app(`const { App, Chart, Size } = require('cdk8s');\nconst ${NAMES} = require('cdk8s-matrixinfer');`);

describe.each<[string, UserProject['run']]>([
  ['as ES modules', output => {
    project.write('esm/package.json', '{"type":"module"}');
    project.write('esm/main.js', ESM);
    return project.node([join('esm', 'main.js')], { OUTPUT: output });
  }],
  ['as CommonJS', output => {
    project.write('main.cjs', COMMON_JS);
    return project.node(['main.cjs'], { OUTPUT: output });
  }],
  ['in TypeScript that tsx runs', output => {
    project.write('main.mts', ESM);
    return project.tool('tsx', ['main.mts'], { OUTPUT: output });
  }],
  ['bundled into one file, and run where nothing is installed', output => {
    project.write('bundled.ts', ESM);
    project.tool('esbuild', ['bundled.ts', '--bundle', '--platform=node', '--outfile=alone/main.js', '--log-level=error']);
    rmSync(join(project.folder, 'alone', 'node_modules'), { recursive: true, force: true });
    return project.node([join('alone', 'main.js')], { OUTPUT: output, NODE_PATH: '' });
  }],
])('an app %s', (name, run) => {
  test('synthesizes', () => {
    const output = `output-${name.replace(/\W+/g, '-')}`;
    run(output);
    const manifest = project.synthesized(output)['models.k8s.yaml'];
    expect([...manifest.matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind).sort()).toEqual([
      'ClusterRole', 'ClusterRoleBinding', 'ConfigMap', ...Array.from({ length: 5 }, () => 'CustomResourceDefinition'), 'Deployment', 'Deployment', 'Model', 'Service', 'ServiceAccount',
    ]);
    expect(manifest).toContain('--enable-prefix-caching');
  });
});

/** What Node prints of an error that nobody catches. */
function printed(code: string, type: 'module' | 'commonjs'): string {
  project.write(`${type}/package.json`, JSON.stringify({ type }));
  project.write(`${type}/error.js`, code);
  try {
    project.node([join(type, 'error.js')]);
  } catch (error) {
    if (error instanceof ProgramFailed) return error.stderr;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('an error', () => {
  const thrown = "new VllmEngine({ version: 'newest' });";

  test.each<[string, string, 'module' | 'commonjs']>([
    ['an ES module', `import { VllmEngine } from 'cdk8s-matrixinfer';\n${thrown}`, 'module'],
    ['CommonJS', `const { VllmEngine } = require('cdk8s-matrixinfer');\n${thrown}`, 'commonjs'],
  ])('is printed in a few lines that a person can read: from %s', (_, code, type) => {
    const text = printed(code, type);
    expect(text).toContain('Error: invalid version of VllmEngine: got "newest"');
    expect(text).toContain('at new VllmEngine (');
    expect(Buffer.byteLength(text)).toBeLessThan(2048);
    expect(Math.max(...text.split('\n').map(line => line.length))).toBeLessThan(320);
  });
});

describe('the declarations', () => {
  test('compile with TypeScript 7, without skipLibCheck', () => {
    project.compile(APPS, 'typescript-7');
  });
});

describe('beside the newest peers and another minor of cdk8s-plus', () => {
  let newest: UserProject;
  beforeAll(() => { newest = new UserProject(NEWEST); });
  afterAll(() => newest?.remove());

  test('an app compiles and synthesizes, with TypeScript 5 and 7', () => {
    const [manifest, with7] = ['typescript', 'typescript-7'].map(compiler => {
      newest.compile(join(__dirname, 'newest-minor'), compiler);
      newest.run('newest-minor', { OUTPUT: compiler });
      return newest.synthesized(compiler)['models.k8s.yaml'];
    });
    expect(manifest).toMatchSnapshot();
    expect(with7).toBe(manifest);
  });
});
