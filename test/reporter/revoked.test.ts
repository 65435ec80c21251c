import { answer, Fault, until, WATCHES } from './fake-api';
import { model, slice } from './objects';
import { isPatch, refusing, runReporters } from './running';
import { Raw } from '../../reporter/kube/raw';
import { sources } from '../../reporter/resources';

/*
 * Rights that are taken away while the reporter runs, Events without an end, and a CRD that takes less than ours.
 */

const run = runReporters();
const { start, status, phase, condition, serving } = run;
const probe = async (url: string) => {
  const response = await fetch(`${url}/readyz`);
  return `${response.status} ${await response.text()}`;
};

/** The probe answers so, at once or soon: of two watches of one kind, one loses or gets back its right later. */
async function comesTo(url: string, answered: string): Promise<void> {
  const deadline = Date.now() + 8_000;
  while (await probe(url) !== answered && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 50));
  expect(await probe(url)).toBe(answered);
}

let ahead = 0;
beforeEach(() => {
  ahead = 0;
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => now() + ahead);
});
afterEach(() => { jest.restoreAllMocks(); });

/** The right to read something is taken away. */
const without = (...resources: readonly string[]): Fault => (asked, response) => asked.method === 'GET' && resources.some(name => asked.path.endsWith(`/${name}`)) && refusing(403)(asked, response);
const failures = (resource: string) => run.lines.filter(line => line.message === 'a watch failed' && line.resource === resource).length;

describe('when rights are taken away', () => {
  test.each(['pods', 'deployments', 'models', 'endpointslices', 'events'])('to read %s, Models are known no more, and the probe says so; until they are given again', async resource => {
    serving();
    const url = await start();
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    const before = status();
    run.api.faults.push(without(resource));
    run.api.cut('ended');
    await until(() => failures(resource) > 1);
    expect(await probe(url)).toBe('200 ok\n');
    ahead = 20_000;

    await until(() => phase() === 'Pending');
    expect((status().conditions as Raw[]).map(({ type, status: holds, reason }) => `${String(type)} ${String(holds)} ${String(reason)}`)).toEqual(['Ready Unknown NotObserved', 'Progressing Unknown NotObserved', 'Available Unknown NotObserved', 'Degraded Unknown NotObserved']);
    expect(condition('Ready').message).toBe(`the status reporter cannot see the objects of this Model: ${resource} (403)`);
    const { replicas, readyReplicas, endpoint, image } = before;
    expect(status()).toMatchObject({ replicas, readyReplicas, endpoint, image });
    const parts = sources(undefined).filter(one => one.resource.path.endsWith(`/${resource}`)).map(one => `${one.resource.name} (403)`);
    await comesTo(url, `503 not seen any more: ${parts.sort().join(', ')}\n`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200); // to begin anew would not help
    expect(run.lines.some(({ level, what }) => level === 'error' && what === resource)).toBe(true);

    run.api.faults.length = 0;
    await until(() => phase() === 'Ready', 15_000);
    await comesTo(url, '200 ok\n');
  }, 40_000);

  test('before it begins, Models that were Ready are so no more', async () => {
    run.api.put('models', model({ status: { phase: 'Ready', conditions: [{ type: 'Ready', status: 'True', reason: 'Serving', message: '', lastTransitionTime: '2026-01-01T00:00:00Z' }] } }));
    run.api.faults.push(without('pods'));
    const url = await start();
    await until(() => failures('pods') > 1);
    ahead = 20_000;
    await until(() => phase() === 'Pending');
    expect(condition('Ready').reason).toBe('NotObserved');
    await comesTo(url, '503 not read yet: pods; not seen any more: pods (403)\n');
  }, 20_000);

  test('of every kind, Models keep what they said, and probe and metrics say that it may be out of date', async () => {
    serving();
    const url = await start();
    const current = async () => /^matrixinfer_status_current (\d)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    expect(await current()).toBe('1');
    const before = status();
    run.api.faults.push(refusing(403));
    run.api.cut('ended');
    await until(() => failures('pods') > 1 && failures('models') > 1);
    ahead = 20_000;
    await until(() => run.lines.some(({ level, what }) => level === 'error' && what === 'pods'));
    expect([await current(), (await fetch(`${url}/healthz`)).status, (await probe(url)).slice(0, 20)]).toEqual(['0', 200, '503 not seen any mor']);
    expect(status()).toEqual(before);
    run.api.faults.length = 0;
    for (let round = 0; round < 150 && await current() !== '1'; round++) await new Promise(resolve => setTimeout(resolve, 100));
    expect(await current()).toBe('1');
  }, 40_000);

  test('to write statuses, the probe says so', async () => {
    serving();
    const url = await start();
    await until(() => phase() === 'Ready');
    run.api.faults.push((asked, response) => isPatch(asked.method) && refusing(403)(asked, response));
    run.api.put('endpointslices', slice(0));
    const refused = () => run.lines.filter(({ message }) => message === 'a status could not be written').length;
    await until(() => refused() > 0);
    ahead = 20_000;
    await until(() => refused() > 1);
    await comesTo(url, '503 not possible any more: writing models/status (403)\n');
    run.api.faults.length = 0;
    await until(() => phase() === 'Pending', 15_000);
    await comesTo(url, '200 ok\n');
  }, 30_000);

  test('in one of its namespaces, those of the others are known as before', async () => {
    serving();
    run.api.put('models', model({ metadata: { namespace: 'second' } }));
    const url = await start({ NAMESPACES: 'ml,second' });
    await until(() => run.api.watching === 2 * WATCHES && phase() === 'Ready');
    run.api.faults.push((asked, response) => asked.path.includes('/second/') && without('pods')(asked, response));
    run.api.cut('ended');
    await until(() => failures('pods') > 1);
    ahead = 20_000;
    await until(() => JSON.stringify(status('second')).includes('NotObserved'));
    expect(phase()).toBe('Ready');
    await comesTo(url, '503 not seen any more: pods (403) of second\n');
  }, 30_000);

  test('nothing is said of Models while the server only fails', async () => {
    serving();
    const url = await start();
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    run.api.faults.push((asked, response) => asked.path.endsWith('/pods') && refusing(503)(asked, response));
    run.api.cut('ended');
    await until(() => failures('pods') > 1);
    ahead = 70_000;
    const before = failures('pods');
    await until(() => failures('pods') > before);
    await comesTo(url, '503 not seen any more: pods (503)\n');
    expect(phase()).toBe('Ready');
  }, 30_000);
});

test('a Model that flips makes few Events, and its status follows all the same', async () => {
  serving();
  const url = await start();
  for (let flip = 0; flip < 24; flip++) {
    await until(() => phase() === (flip % 2 === 0 ? 'Ready' : 'Pending'));
    run.api.put('endpointslices', slice(flip % 2 === 0 ? 0 : 1));
  }
  await until(() => phase() === 'Ready');
  const messages = run.api.all('events').map(({ message }) => String(message));
  expect(messages).toHaveLength(20);
  expect(messages.filter(message => message.startsWith('(combined from similar events): phase '))).toHaveLength(2);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('matrixinfer_status_events_left_out_total 5\n');
}, 40_000);

describe('a member that the CRD refuses', () => {
  /** Refuses as an API server does whose CRD takes less than ours. */
  const refusingFields = (...fields: readonly string[]): Fault => (asked, response) => {
    if (!isPatch(asked.method)) return false;
    const has = (field: string) => field.split(/[.[\]]+/).filter(part => part !== '').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], asked.body);
    const refused = fields.filter(field => { const value = has(field); return value !== undefined && value !== ''; });
    if (refused.length === 0) return false;
    answer(response, 422, { message: 'Model is invalid', details: { causes: refused.map(field => ({ reason: 'FieldValueTooLong', field })) } });
    return true;
  };

  test.each<[string, readonly string[], object]>([
    ['the image', ['status.image'], { phase: 'Ready', readyReplicas: 1 }],
    ['image, endpoint and replicas', ['status.image', 'status.endpoint', 'status.replicas'], { phase: 'Ready', readyReplicas: 1 }],
    ['a message', ['status.conditions[0].message'], { phase: 'Ready', image: 'docker.io/vllm/vllm-openai@sha256:abc' }],
  ])('is left out, and the others are written: %s', async (_title, fields, rest) => {
    serving();
    run.api.faults.push(refusingFields(...fields));
    await start();
    await until(() => phase() === 'Ready');
    expect(status()).toMatchObject(rest);
    for (const field of fields.filter(one => !one.includes('['))) expect(status()).not.toHaveProperty(field.slice('status.'.length));
    expect(condition('Ready').status).toBe('True');
    expect(run.lines.find(({ message }) => message === 'a part of a status was left out: the CRD refuses it')).toMatchObject({ level: 'warn', model: 'ml/llama', fields });
    const writes = run.writes().length;
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(run.writes()).toHaveLength(writes); // and is not tried again and again
  });

  test('keeps the reporter trying when it is named by nothing', async () => {
    serving();
    run.api.faults.push((asked, response) => isPatch(asked.method) && refusing(422)(asked, response));
    await start();
    await until(() => run.lines.filter(({ message }) => message === 'a status could not be written').length > 1);
  });
});
