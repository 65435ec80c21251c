import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NEWEST_KUBERNETES } from './binaries/versions';
import { installCrds } from './harness/crds';
import { describeOnCluster } from './harness/suite';
import { condition, ModelObserver, ModelStatus } from './status/observed-model';
import { PlainObjects } from './status/plain-objects';
import { ReporterProcess } from './status/reporter-process';
import { eventually } from './workloads/eventually';

/** Models, Pods of each, seconds of churn, changes a second: `STATUS_LOAD=1000x10x600x50` is the full size. */
const [MODELS, PODS, SECONDS, RATE] = (process.env.STATUS_LOAD ?? '50x10x12x20').split('x').map(Number) as [number, number, number, number];

/** A Model is not changed again before its last change has to be seen, in milliseconds. */
const SEEN_WITHIN = 5_000;

/** Most memory that the rendered Pod may take, in MiB. */
const LIMIT = 256;

/** One change of one object, which is one change of one status. */
interface Change { readonly model: string; readonly what: 'lost' | 'back' | 'unreachable' | 'reachable'; at: number; fits(status: ModelStatus): boolean }

/** The changes that a Model goes through, again and again. */
const CYCLE: readonly { readonly what: Change['what']; readonly fits: (status: ModelStatus) => boolean }[] = [
  { what: 'lost', fits: (status) => status.phase === 'Ready' && status.readyReplicas === PODS - 1 && condition(status, 'Degraded') === 'True PodsNotReady' },
  { what: 'back', fits: (status) => status.phase === 'Ready' && status.readyReplicas === PODS && condition(status, 'Degraded') === 'False AsExpected' },
  { what: 'unreachable', fits: (status) => status.phase === 'Pending' && condition(status, 'Ready') === 'False NoEndpoints' },
  { what: 'reachable', fits: (status) => status.phase === 'Ready' && condition(status, 'Available') === 'True EndpointsReady' },
];

describeOnCluster(`the status of ${MODELS} Models with ${MODELS * PODS} Pods`, { version: NEWEST_KUBERNETES }, (cluster) => {
  let observer: ModelObserver;
  let reporter: ReporterProcess;
  afterAll(async () => {
    observer?.stop();
    await reporter?.remove();
  });

  test(`follows ${RATE} changes a second for ${SECONDS} s: none is missed, nothing is written needlessly, memory is flat`, async () => {
    // GIVEN
    await installCrds(cluster());
    const objects = await PlainObjects.make(cluster(), 'load', MODELS, PODS);
    observer = await ModelObserver.start(cluster(), 'load');
    const started = Date.now();
    reporter = await ReporterProcess.start(cluster());
    const isReady = ({ status }: { status?: ModelStatus }) => status?.phase === 'Ready';
    const stored = async () => (await cluster().api.must('GET', '/apis/registry.matrixinfer.ai/v1alpha1/namespaces/load/models')).body.items as { status?: ModelStatus }[];
    await eventually(async () => (await stored()).filter(isReady).length, (ready) => ready === MODELS);
    const firstReady = Date.now() - started;
    await sleep(1_000);
    const before = await figures(reporter);
    expect(before.writes).toBe(MODELS);

    // WHEN
    const memory: number[] = [];
    const sampling = setInterval(() => { void reporter.metric('process_resident_memory_bytes').then((bytes) => memory.push(bytes / 2 ** 20), () => undefined); }, 2_000);
    const changes = await churn(objects);
    await sleep(SEEN_WITHIN);
    clearInterval(sampling);
    const after = await figures(reporter);

    // THEN
    const delays = changes.map(delayOf(observer));
    const missed = changes.filter((_change, index) => delays[index] === undefined);
    expect(missed.map(({ model, what }) => `${model} ${what}`)).toEqual([]);
    const sorted = (delays as number[]).sort((a, b) => a - b);
    expect(after.writes - before.writes).toBeLessThanOrEqual(changes.length);
    const half = memory.slice(Math.floor(memory.length / 2));
    const report = {
      'models': MODELS,
      'pods': MODELS * PODS,
      'seconds': SECONDS,
      'changes': changes.length,
      'missed': missed.length,
      'writes': after.writes - before.writes,
      'events': after.events - before.events,
      'requests per change': round((after.requests - before.requests) / changes.length),
      'until a status is written: median ms': sorted[Math.floor(sorted.length / 2)],
      '99 % ms': sorted[Math.floor(sorted.length * 0.99)],
      'most ms': sorted.at(-1),
      'until all Models had their first status, ms': firstReady,
      'memory MiB: first half': round(Math.max(...memory.slice(0, half.length))),
      'second half': round(Math.max(...half)),
      'peak': round(reporter.peakMemory),
    };
    process.stderr.write(`${JSON.stringify(report, undefined, 2)}\n`);
    if (process.env.STATUS_LOAD_REPORT) writeFileSync(process.env.STATUS_LOAD_REPORT, JSON.stringify(report));
    expect(reporter.peakMemory).toBeLessThan(LIMIT);
    expect(sorted.at(-1)).toBeLessThan(SEEN_WITHIN);
    expect(reporter.log.filter(({ level }) => level !== 'info')).toEqual([]);
  }, (SECONDS + 60 + MODELS * PODS / 20) * 1_000);

  /** Changes Models in turn, each again only when its last change has to be seen. */
  async function churn(objects: PlainObjects): Promise<Change[]> {
    const changes: Change[] = [];
    const running: Promise<void>[] = [];
    const last = new Map<string, number>();
    const end = Date.now() + SECONDS * 1_000;
    for (let index = 0; Date.now() < end; index++) {
      const model = `m${index % MODELS}`;
      const step = CYCLE[Math.floor(index / MODELS) % CYCLE.length]!;
      const wait = Math.max(1_000 / RATE, (last.get(model) ?? 0) + SEEN_WITHIN - Date.now());
      await sleep(wait);
      const change: Change = { model: `load/${model}`, what: step.what, fits: step.fits, at: Date.now() };
      last.set(model, change.at);
      changes.push(change);
      running.push(make(objects, model, step.what));
    }
    await Promise.all(running);
    return changes;
  }
});

function make(objects: PlainObjects, model: string, what: Change['what']): Promise<void> {
  return what === 'lost' || what === 'back' ? objects.setReady(model, 0, what === 'back') : objects.setReachable(model, what === 'reachable');
}

function delayOf(observer: ModelObserver): (change: Change) => number | undefined {
  const byModel = new Map<string, { at: number; status: ModelStatus }[]>();
  for (const sighting of observer.sightings) byModel.set(sighting.model, [...byModel.get(sighting.model) ?? [], sighting]);
  return ({ model, at, fits }) => {
    const seen = byModel.get(model)!.find((sighting) => sighting.at >= at && fits(sighting.status));
    return seen === undefined ? undefined : seen.at - at;
  };
}

async function figures(reporter: ReporterProcess): Promise<{ writes: number; events: number; requests: number }> {
  return {
    writes: await reporter.metric('matrixinfer_status_writes_total'),
    events: await reporter.metric('matrixinfer_status_events_total'),
    requests: await reporter.metric('matrixinfer_status_api_requests_total'),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
