import { writeFileSync } from 'node:fs';
import { answer, Fault, until, WATCHES } from './fake-api';
import { deployment, model, pod, slice, starting, waitingFor } from './objects';
import { isPatch, refusing, runReporters, times } from './running';
import { at, record } from '../../reporter/kube/raw';

const run = runReporters();
const { start, status, phase, writes, condition, serving } = run;

describe('the reporter', () => {
  test('writes the status of what is there when it starts, once', async () => {
    serving();
    await start();
    await until(() => phase() === 'Ready');
    await new Promise(resolve => setTimeout(resolve, 600));
    expect(writes()).toHaveLength(1);
    expect(writes()[0]).toMatchObject({
      path: '/apis/registry.matrixinfer.ai/v1alpha1/namespaces/ml/models/llama/status',
      token: 'Bearer secret',
      body: { apiVersion: 'registry.matrixinfer.ai/v1alpha1', kind: 'Model', metadata: { name: 'llama', namespace: 'ml', uid: 'model-1' } },
    });
    expect(Object.keys(writes()[0]!.body).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'status']);
    expect(writes()[0]!.query.get('force')).toBe('true');
  });

  test('follows a life, with an Event for each change of phase', async () => {
    await start();
    await until(() => run.api.watching === WATCHES);
    run.api.put('models', model());
    run.api.put('deployments', starting(1));
    await until(() => phase() === 'Pending');
    serving(false);
    await until(() => phase() === 'Ready');
    run.api.put('pods', pod({ name: 'p', server: waitingFor('CrashLoopBackOff', '', { exitCode: 1 }) }));
    run.api.put('endpointslices', slice(0));
    await until(() => phase() === 'Failed');
    expect(condition('Ready')).toMatchObject({ status: 'False', reason: 'CrashLoop' });
    run.api.delete('models', 'ml', 'llama');
    expect(run.api.all('events').map(({ type, reason, message }) => [type, reason, String(message).split(':')[0]])).toEqual([
      ['Normal', 'Starting', 'phase none → Pending'],
      ['Normal', 'Serving', 'phase Pending → Ready'],
      ['Warning', 'CrashLoop', 'phase Ready → Failed'],
    ]);
    expect(run.api.all('events')[0]).toMatchObject({ involvedObject: { kind: 'Model', name: 'llama', uid: 'model-1' }, source: { component: 'model-status-reporter' } });
  });

  test.each([[true, 'Ready', 'RegisteredOnly'], [false, 'Pending', 'NoRuntime']])('says only after a while that a Model has no runtime, so that its Deployment can come: registered %s', async (registered, is, reason) => {
    await start();
    await until(() => run.api.watching === WATCHES);
    run.api.put('models', model({ registered }));
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect(writes()).toHaveLength(0);
    await until(() => phase() === is);
    expect(condition('Ready').reason).toBe(reason);
  });

  test('lets a Model be what it is said to be when it starts anew', async () => {
    run.api.put('models', model({ registered: true, status: { phase: 'Ready', conditions: [{ type: 'Ready', status: 'True', reason: 'RegisteredOnly', lastTransitionTime: '2026-01-01T00:00:00Z' }] } }));
    await start();
    await until(() => writes().length === 1, 2_000);
    expect(condition('Ready').lastTransitionTime).toBe('2026-01-01T00:00:00Z');
  });

  test('looks after the namespaces that it is told, and no other', async () => {
    serving();
    run.api.put('models', model({ metadata: { namespace: 'other' } }));
    await start({ NAMESPACES: 'ml, second' });
    await until(() => phase() === 'Ready');
    expect(run.api.asked.every(({ path }) => /\/namespaces\/(ml|second)\//.test(path))).toBe(true);
  });

  test('reads a token that changed', async () => {
    serving();
    await start();
    await until(() => phase() === 'Ready');
    writeFileSync(run.tokenFile, 'newer');
    run.api.faults.push((asked, response) => asked.token !== 'Bearer newer' && refusing(401)(asked, response));
    run.api.put('endpointslices', slice(0));
    await until(() => phase() === 'Pending');
  });

  test('removes what somebody else left in the status', async () => {
    run.api.put('models', model({ status: { phase: 'Ready', endpoint: 'http://elsewhere', image: 'other', conditions: [] } }));
    run.api.put('deployments', starting(1));
    await start();
    await until(() => phase() === 'Pending' && status().endpoint === undefined);
    expect(status()).not.toHaveProperty('image');
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(writes()).toHaveLength(2);
  });

  test('mends a status that somebody else wrote, and one that is malformed', async () => {
    serving();
    await start();
    await until(() => phase() === 'Ready');
    const good = JSON.stringify(status());
    run.api.put('models', { ...run.api.get('models', 'ml', 'llama'), status: { phase: 'Failed', conditions: [null, 'x', { type: 'Ready', status: 'Maybe' }] } });
    await until(() => phase() === 'Ready');
    expect(JSON.stringify(status()).length).toBe(good.length);
  });

  test('does not write again and again what a CRD of another version does not keep', async () => {
    serving();
    run.api.faults.push((asked, response) => {
      if (!isPatch(asked.method)) return false;
      const { phase: kept } = record(asked.body.status);
      answer(response, 200, run.api.put('models', { ...model(), status: { phase: kept } }));
      return true;
    });
    await start();
    await until(() => phase() === 'Ready');
    await new Promise(resolve => setTimeout(resolve, 1_500));
    expect(writes()).toHaveLength(1);
  });
});

describe('the reporter comes to the right status', () => {
  test.each<[string, Fault]>([
    ['it is throttled', times(3, isPatch, refusing(429, { 'retry-after': '1' }))],
    ['it meets a conflict', times(2, isPatch, refusing(409))],
    ['the API server fails', times(2, isPatch, refusing(503))],
    ['the list is refused', times(3, (method, path) => method === 'GET' && path.endsWith('/pods'), refusing(403))],
    ['the connection breaks amid a write', times(2, isPatch, (_asked, response) => { response.socket!.destroy(); return true; })],
    ['a proxy answers', times(2, isPatch, (_asked, response) => { response.writeHead(502).end('<html>bad gateway</html>'); return true; })],
    ['Events are throttled', times(2, method => method === 'POST', refusing(429))],
    ['no Event can be made', times(9, method => method === 'POST', refusing(403))],
    ['Events fail for long', times(9, method => method === 'POST', refusing(500))],
  ])('although %s', async (_title, fault) => {
    serving();
    run.api.faults.push(fault);
    await start();
    await until(() => phase() === 'Ready');
    expect(condition('Available').status).toBe('True');
  });

  test('and says so, when there is nothing to write it to', async () => {
    serving();
    run.api.faults.push((asked, response) => isPatch(asked.method) && refusing(404)(asked, response));
    await start();
    await until(() => run.lines.some(({ message, level }) => level === 'warn' && message === 'no status was written: the object is gone, or its CRD has no subresource status'));
  });

  test('by replacing it, when what is stored cannot be merged with', async () => {
    serving();
    run.api.faults.push((asked, response) => isPatch(asked.method) && asked.query.has('force') && refusing(422)(asked, response));
    await start();
    await until(() => phase() === 'Ready');
  });

  test('and makes one Event, although it is killed between the Event and the status, and there are two of it', async () => {
    serving();
    run.api.faults.push(times(2, isPatch, refusing(500)));
    run.api.faults.push(times(2, isPatch, (_asked, response) => { response.socket!.destroy(); return true; }));
    await Promise.all([start(), start()]);
    await until(() => phase() === 'Ready');
    await new Promise(resolve => setTimeout(resolve, 500));
    expect(run.api.all('events')).toHaveLength(1);
  });

  test.each(['ended', 'broken'] as const)('when its watches are %s, without listing anew', async how => {
    serving();
    await start();
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    const lists = () => run.api.asked.filter(({ method, query }) => method === 'GET' && !query.has('watch') && query.has('limit')).length;
    const before = lists();
    run.api.cut(how);
    run.api.put('endpointslices', slice(0));
    await until(() => phase() === 'Pending');
    expect(lists()).toBe(before);
  });

  test('resumes at the last bookmark', async () => {
    serving();
    await start();
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    run.api.bookmark();
    const at100 = run.api.version;
    await new Promise(resolve => setTimeout(resolve, 100));
    run.api.cut('ended');
    await until(() => run.api.watching === WATCHES);
    expect(run.api.asked.filter(({ query }) => query.get('resourceVersion') === String(at100))).toHaveLength(WATCHES);
  });

  test('lists anew when the server has forgotten where it was, and forgets what is gone', async () => {
    serving();
    await start();
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    await run.api.stop();
    run.api.delete('pods', 'ml', 'p');
    run.api.put('endpointslices', slice(0));
    run.api.compact();
    await run.api.listen();
    await until(() => phase() === 'Pending' && status().readyReplicas === 0, 15_000);
  });

  test('by a list, when the server never takes the version that it gave', async () => {
    serving();
    await start();
    await until(() => phase() === 'Ready' && run.api.watching === WATCHES);
    run.api.faults.push((asked, response) => asked.query.has('watch') && asked.query.get('resourceVersion') !== String(run.api.version) && refusing(504)(asked, response));
    run.api.cut('broken');
    run.api.put('endpointslices', slice(0));
    await until(() => phase() === 'Pending', 15_000);
  });

  test('with many pages of Pods, and many changes at once', async () => {
    run.api.put('models', model());
    run.api.put('deployments', deployment(600));
    for (let index = 0; index < 600; index++) run.api.put('pods', pod({ name: `p${index}` }));
    await start();
    await until(() => status().readyReplicas === 600);
    const before = writes().length;
    for (let index = 0; index < 600; index++) run.api.put('pods', pod({ name: `p${index}`, ready: false }));
    await until(() => status().readyReplicas === 0);
    expect(writes().length - before).toBeLessThan(10);
  });
});

describe('its probes and metrics', () => {
  const get = async (url: string) => {
    const response = await fetch(url);
    return { code: response.status, text: await response.text() };
  };

  test('say what it does', async () => {
    serving();
    run.api.faults.push(times(1, isPatch, refusing(500)), times(1, isPatch, refusing(500)));
    const url = await start();
    await until(() => phase() === 'Ready');
    expect(await get(`${url}/healthz`)).toEqual({ code: 200, text: 'ok\n' });
    expect(await get(`${url}/readyz`)).toEqual({ code: 200, text: 'ok\n' });
    expect((await get(`${url}/other`)).code).toBe(404);
    expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(405);
    const { text } = await get(`${url}/metrics`);
    for (const line of [
      'matrixinfer_status_writes_total 1', 'matrixinfer_status_reconcile_errors_total 1', 'matrixinfer_status_events_total 1', 'matrixinfer_status_queue_depth 0',
      'matrixinfer_status_models 1', 'matrixinfer_status_pods 1', 'matrixinfer_status_api_requests_total{verb="patch",resource="models/status",code="200"} 1',
    ]) expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/^# TYPE matrixinfer_status_reconciles_total counter\nmatrixinfer_status_reconciles_total \d+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
  });

  test('say that it is not ready, and which list it waits for', async () => {
    run.api.faults.push(times(99, (_method, path) => path.endsWith('/pods'), refusing(403)));
    const url = await start();
    await until(() => run.lines.some(({ message, resource }) => message === 'a watch failed' && resource === 'pods'));
    await until(() => run.api.watching === WATCHES - 1);
    expect(await get(`${url}/readyz`)).toEqual({ code: 503, text: 'not read yet: pods\n' });
    expect((await get(`${url}/metrics`)).text).toMatch(/matrixinfer_status_watch_restarts_total\{resource="pods"\} \d/);
  });
});

test('it logs lines of JSON', async () => {
  serving();
  await start();
  await until(() => run.lines.some(({ message }) => message === 'status written'));
  expect(run.lines.find(({ message }) => message === 'status written')).toMatchObject({ level: 'info', model: 'ml/llama', phase: 'Ready', reason: 'Serving', status: '1/1 Pods ready' });
  expect(run.lines.every(line => typeof at(line, 'time') === 'string')).toBe(true);
});
