import { readdirSync, readFileSync } from 'fs';
import { combinations, SAMPLED } from './catalogue';
import { EngineContext, Framework, ModelLayout, SecretKey, ServingEngine } from '../../src';
import { isFreeVariable, SHARED_OPTIONS } from '../../src/flags/options/shared-options';
import { shapes } from '../../src/ground/input/shapes';
import { gpuCompute, smallCompute } from '../fixtures';

/** One combination of each engine. */
const engines = SAMPLED.engines.map(name => combinations().find(one => one.engineClass === name)!);

/** Where the options of a source are: those of all, and those of each in its own file. */
const SOURCE_OPTIONS = ['src/sources/model-source-options.ts', ...readdirSync('src/sources/private').map(file => `src/sources/private/${file}`)];

const SOURCES = ['src/profiles/runtime-settings.ts', 'src/profiles/runtime-options.ts', 'src/profiles/model-runtime-props.ts', 'src/values/compute.ts', ...SOURCE_OPTIONS];
const TEXT = new Map(SOURCES.map(file => [file, readFileSync(file, 'utf8')]));

const has = (files: readonly string[], member: string) => files.some(file => new RegExp(`^  readonly ${member}\\??: `, 'm').test(TEXT.get(file)!));

/** Members of the props of an engine. */
function propsOf(engine: ServingEngine): Set<string> {
  return new Set(shapes().struct.get(`${engine.constructor.name}Props`)!.map(({ name }) => name));
}

/** Whether the setting that an advice names exists. */
function exists(advice: string, engine: ServingEngine): boolean {
  const [, members, owner] = /^use ([\w. ,]+?) (?:of|in) (the engine|the model|the source|the accelerators in compute|compute)\b/.exec(advice) ?? [];
  if (members === undefined) return false;
  if (members === 'source') return true;
  if (owner === 'the engine') return members.split(' and ').every(member => propsOf(engine).has(member));
  const files = owner === 'the source' ? SOURCE_OPTIONS : SOURCES;
  return members.split(' and ').every(member => member.split('.').every(part => has(files, part)));
}

/** What every engine derives as variables, with everything that its samples can be told. */
function derivedVariables(engine: ServingEngine): string[] {
  const names = new Set<string>();
  for (const compute of [smallCompute(), gpuCompute(1), gpuCompute(2)]) {
    for (const hub of [true, false]) {
      const context: EngineContext = {
        servedName: 'model',
        servedAliases: [],
        framework: engine.frameworks[0] ?? Framework.CUSTOM,
        cachePath: '/mnt/models',
        scratchPath: '/tmp',
        compute,
        drainSeconds: 30,
        startupSeconds: 1200,
        model: { path: hub && engine._facts.loadsFromHuggingFace ? 'o/m' : `/mnt/models/${fileFor(engine)}`, hub: hub && engine._facts.loadsFromHuggingFace, revision: 'abc' },
      };
      try {
        const { env, secretEnv } = engine.bind(context);
        for (const name of Object.keys({ ...env, ...secretEnv })) names.add(name);
      } catch (error) {
        expect(error).toBeInstanceOf(Error); // an engine without an image for this compute
      }
    }
  }
  return [...names];
}

function fileFor(engine: ServingEngine): string {
  const file = combinations().find(one => one.engineClass === engine.constructor.name)!.file ?? '';
  try {
    const place = engine._place('model', ModelLayout.FILES);
    return [place, file.replace(/^resnet50\.onnx$/, 'model.onnx')].filter(part => part !== '').join('/');
  } catch {
    return file;
  }
}

/** Engines that are told everything that decides variables. */
const TOLD: { [engineClass: string]: object } = {
  VllmEngine: { apiKey: SecretKey.of('a', 'b') },
  SglangEngine: { apiKey: SecretKey.of('a', 'b') },
  LlamaCppEngine: { apiKey: SecretKey.of('a', 'b'), modelFile: 'tiny.gguf' },
  OllamaEngine: { maxModelLen: 4096, maxConcurrentRequests: 2, kvCacheDtype: 'q8_0', modelFile: 'tiny.gguf' },
  NimEngine: { maxModelLen: 4096, jsonLogs: true, ngcApiKey: SecretKey.of('a', 'b') },
  TextGenerationInferenceEngine: { apiKey: SecretKey.of('a', 'b'), prefixCaching: true },
  TextEmbeddingsInferenceEngine: { apiKey: SecretKey.of('a', 'b') },
  MlServerEngine: { jsonLogs: true },
};

describe.each(engines.map(({ engineClass, engine }) => ({ engineClass, engine })))('$engineClass', ({ engineClass, engine }) => {
  const Engine = engine.constructor as new (props: object) => ServingEngine;
  const told = TOLD[engineClass] ? new Engine({ version: engine.version, ...TOLD[engineClass] }) : engine;

  test('refuses flags with a sentence that names a setting that exists, or why there is none', () => {
    const wrong = Object.entries(engine._facts.reservedFlags).filter(([, advice]) => (/^use /.test(advice) ? !exists(advice, engine) : !/^\w.* \w+ .*\w/.test(advice)));
    expect(wrong).toEqual([]);
  });

  test('has a row, or freedom, for each variable that it derives', () => {
    const rows = [...SHARED_OPTIONS, ...engine._options];
    const unnamed = derivedVariables(told).filter(name => !isFreeVariable(name) && !rows.some(row => row.env.includes(name)) && !/^SERVER_API_KEY$/.test(name));
    expect(unnamed).toEqual([]);
  });

  test('names settings that exist for the variables that it refuses', () => {
    const wrong = engine._options.flatMap(({ env, instead }) => (env.length > 0 && instead !== undefined && /^use /.test(instead) && !exists(instead, engine) ? [`${env[0]}: ${instead}`] : []));
    expect(wrong).toEqual([]);
  });

  test('has a member of its props for each property in its rows', () => {
    const missing = engine._options.map(({ property }) => property).filter(property => property !== undefined && !propsOf(engine).has(property));
    expect(missing).toEqual([]);
  });

  test('has each flag and variable in one row', () => {
    const spellings = engine._options.flatMap(({ flags, env }) => [...flags, ...env]);
    expect(spellings.filter((spelling, index) => spellings.indexOf(spelling) !== index)).toEqual([]);
  });
});
