import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { merged } from '../../reporter/status/merge';
import { statusOf } from '../../reporter/status/status';
import { codeBlocks } from '../examples/code-blocks';
import { deployment, ended, model, NOW, Objects, pod, service, situationOf, slice, starting, unscheduled, waitingFor } from '../reporter/objects';

const ROOT = join(__dirname, '..', '..');
const blocks = codeBlocks(readFileSync(join(ROOT, 'docs', 'status.md'), 'utf8')).filter(({ marker }) => marker === 'run by test/status/health-checks.test.ts');
const LUA = blocks.find(({ language }) => language === 'lua')!.text;
const { healthCheckExprs: [FLUX] } = parse(blocks.find(({ language }) => language === 'yaml')!.text) as { healthCheckExprs: [Expressions] };

type Expressions = Readonly<Record<'apiVersion' | 'kind' | 'inProgress' | 'failed' | 'current', string>>;

/** What each tool says of a Model, and of what. */
interface Verdict { readonly argo: string; readonly message?: string; readonly flux: string }

const crashing = () => pod({ server: waitingFor('CrashLoopBackOff', '', ended(1)) });
const DEADLINE = { status: { conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] } };

const CASES: { readonly [title: string]: readonly [Objects | undefined, Verdict] } = {
  'has no status yet': [undefined, { argo: 'Progressing', message: 'waiting for the status', flux: 'in progress' }],
  'starts': [{ deployments: [starting(1)], pods: [] }, { argo: 'Progressing', message: '0/1 Pods ready: 1 not created yet', flux: 'in progress' }],
  'waits for a node': [{ deployments: [starting(1)], pods: [unscheduled('0/1 nodes are available: 1 Insufficient nvidia.com/gpu.')] }, { argo: 'Progressing', flux: 'in progress' }],
  'serves with half of its first Pods': [{ deployments: [starting()], pods: [pod()], slices: [slice(1)] }, { argo: 'Progressing', flux: 'in progress' }],
  'serves': [{ deployments: [deployment(1)], pods: [pod()], slices: [slice(1)] }, { argo: 'Healthy', message: '1/1 Pods ready', flux: 'current' }],
  'fails at its start': [{ deployments: [starting(1)], pods: [crashing()] }, { argo: 'Degraded', message: '0/1 Pods ready: 1 CrashLoop (server ended with exit code 1)', flux: 'failed' }],
  'serves with the old version while the new one fails': [{ deployments: [deployment(2, { status: { updatedReplicas: 1 } })], pods: [pod(), crashing()], slices: [slice(1)] }, { argo: 'Progressing', flux: 'in progress' }],
  'serves with the old version when the new one has failed': [{ deployments: [deployment(2, DEADLINE)], pods: [pod(), crashing()], slices: [slice(1)] }, { argo: 'Degraded', flux: 'failed' }],
  'has lost one of two Pods': [{ deployments: [deployment(2)], pods: [pod()], slices: [slice(1)] }, { argo: 'Degraded', flux: 'current' }],
  'has lost its only Pod': [{ deployments: [deployment(1)], pods: [] }, { argo: 'Degraded', flux: 'in progress' }],
  'is scaled to zero': [{ deployments: [deployment(0)], pods: [] }, { argo: 'Suspended', flux: 'current' }],
  'is registered only': [{ services: [], model: model({ registered: true }) }, { argo: 'Healthy', flux: 'current' }],
  'is seen no more': [{ deployments: [deployment(1)], pods: [pod()], slices: [slice(1)], unseen: 'pods (403)' }, { argo: 'Progressing', flux: 'in progress' }],
  'has lost its Deployment, or never had one': [{ services: [] }, { argo: 'Progressing', flux: 'in progress' }],
};

/** The Model as it is stored. */
function stored(objects: Objects | undefined, generation = 3): object {
  const status = objects && merged(statusOf(situationOf({ services: [service()], ...objects }), NOW).status, { conditions: [] }, NOW);
  return { ...model(), metadata: { name: 'llama', generation }, status };
}

/** What a program that is given one JSON text prints as another. */
function run(program: string, input: unknown): unknown {
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: ROOT, input: JSON.stringify(input), encoding: 'utf8' }));
}

const READ = 'import { readFileSync } from "node:fs"; const input = JSON.parse(readFileSync(0, "utf8"));';

/** As Argo CD: the script gets `obj` and returns a table. */
const ARGO = `${READ}
import fengari from 'fengari';
const { lua, lauxlib, lualib, to_luastring, to_jsstring } = fengari;
const literal = value => value === null || value === undefined ? 'nil' : typeof value !== 'object' ? JSON.stringify(value)
  : Array.isArray(value) ? '{' + value.map(literal).join(',') + '}' : '{' + Object.entries(value).map(([key, member]) => '[' + JSON.stringify(key) + ']=' + literal(member)).join(',') + '}';
console.log(JSON.stringify(input.objects.map(object => {
  const L = lauxlib.luaL_newstate();
  lualib.luaL_openlibs(L);
  if (lauxlib.luaL_dostring(L, to_luastring('local obj = ' + literal(object) + '\\n' + input.script)) !== 0) throw new Error(to_jsstring(lua.lua_tostring(L, -1)));
  const get = name => { lua.lua_getfield(L, -1, to_luastring(name)); const text = lua.lua_tostring(L, -1); lua.lua_pop(L, 1); return to_jsstring(text); };
  return { argo: get('status'), message: get('message') };
})));`;

/** As Flux: the first of three that holds; an expression on a member that is not there means to wait. */
const CEL = `${READ}
import { evaluate } from '@marcbachmann/cel-js';
const whole = value => Number.isInteger(value) ? BigInt(value) : typeof value !== 'object' || value === null ? value
  : Array.isArray(value) ? value.map(whole) : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, whole(member)]));
console.log(JSON.stringify(input.objects.map(object => {
  const holds = expression => evaluate(expression, whole(object)) === true;
  try {
    return holds(input.inProgress) ? 'in progress' : holds(input.failed) ? 'failed' : holds(input.current) ? 'current' : 'unknown';
  } catch (error) {
    if (object.status === undefined) return 'in progress';
    throw error;
  }
})));`;

describe('the health checks of docs/status.md', () => {
  const objects = Object.values(CASES).map(([of]) => stored(of));

  test('tell Argo CD how a Model is', () => {
    const verdicts = run(ARGO, { script: LUA, objects }) as { argo: string; message: string }[];
    const expected = Object.entries(CASES).map(([title, [, { argo, message }]]) => ({ title, argo, message: message ?? expect.stringMatching(/./) as string }));
    expect(Object.keys(CASES).map((title, index) => ({ title, ...verdicts[index] }))).toEqual(expected);
  });

  test('tell Flux how a Model is', () => {
    expect([FLUX.apiVersion, FLUX.kind]).toEqual(['registry.matrixinfer.ai/v1alpha1', 'Model']);
    const verdicts = run(CEL, { ...FLUX, objects }) as string[];
    const expected = Object.entries(CASES).map(([title, [, { flux }]]) => [title, flux]);
    expect(Object.keys(CASES).map((title, index) => [title, verdicts[index]])).toEqual(expected);
  });

  test('wait while the status is of an older generation', () => {
    const old = Object.values(CASES).map(([of]) => stored(of, 4));
    expect((run(ARGO, { script: LUA, objects: old }) as { argo: string }[]).map(({ argo }) => argo)).toEqual(old.map(() => 'Progressing'));
    expect(run(CEL, { ...FLUX, objects: old })).toEqual(old.map(() => 'in progress'));
  });
});
