import { Duration } from 'cdk8s';
import { AcceleratorPool, AutoscalingTarget, KedaAuthentication, LabelRequirement, MetricSource, MetricTarget, Scaler, Scaling, ScalingStep, SecretKey } from '../../src';

const schedule = (props: object) => Scaling.bySchedule({ timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 20 * * 1-5', replicas: 3, ...props });
const metric = (props: object) => Scaling.byMetric({ source: MetricSource.EXTERNAL, name: 'depth', target: MetricTarget.averageValue('5'), ...props });
const addOn = (props: object) => Scaler.httpAddOn({ hosts: ['llama.example.com'], ...props });
const target = (props: object) => AutoscalingTarget.of({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a', ...props });
const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'front' };

test.each([
  ['no requests', () => Scaling.byQueue(0), /amount of byQueue: got 0/],
  ['a number that is too fine', () => Scaling.byQueue(0.12345), /amount of byQueue: got 0\.12345, allowed is a number above 0, with at most three decimals/],
  ['percents in place of a share', () => Scaling.byCacheUse(80), /share of the KV cache: got 80, allowed is a share above 0, and at most 1, in whole percents; give 0.8 for 80 %/],
  ['a share that is too fine', () => Scaling.byCacheUse(0.87654), /share of the KV cache: got 0\.87654, allowed is a number above 0, with at most three decimals/],
  ['half a percent', () => Scaling.byCpu(0.605), /share of the cpu that Pods request: got 0\.605, allowed is a share above 0 in whole percents/],
  ['no share', () => Scaling.byMemory(0), /got 0/],
  ['more of an accelerator than there is', () => Scaling.byAcceleratorUse(1.2), /use of accelerators: got 1.2, allowed is a share above 0, and at most 1/],
  ['percents in place of a share of the CPU', () => Scaling.byCpu(60), /share of the cpu that Pods request: got 60, .*; give 0.6 for 60 %/],
  ['percents in place of a share of the memory', () => Scaling.byMemory(80), /give 0.8 for 80 %/],
  ['percents of accelerators', () => Scaling.byAcceleratorUse(80), /got 80, .*; give 0.8 for 80 %/],
  ['half a request', () => Scaling.byRequestRate(0.5), /requests of each second: got 0\.5/],
  ['half a second', () => Scaling.byRequestRate(5, Duration.millis(500)), /window of byRequestRate: got "0\.5 s"/],
  ['a quantity of nothing', () => MetricTarget.averageValue('0'), /averageValue of a MetricTarget: got "0"/],
  ['a quantity that is none', () => MetricTarget.value('five'), /value of a MetricTarget: got "five"/],
  ['a resource that has no name', () => Scaling.byResource('a b', MetricTarget.utilization(0.5)), /resource of byResource: got "a b"/],
  ['a whole value of Pods', () => metric({ source: MetricSource.PODS, target: MetricTarget.value('5') }), /target of the metric depth: got "Value", allowed is AverageValue for a metric of the source Pods/],
  ['a share of something outside', () => metric({ target: MetricTarget.utilization(0.5) }), /allowed is AverageValue or Value/],
  ['a metric of no object', () => metric({ source: MetricSource.OBJECT }), /describedObject of the metric depth/],
  ['an object of a metric from outside', () => metric({ describedObject: ingress }), /describedObject of the metric depth/],
  ['a name that is a path', () => metric({ name: 'a/b' }), /name of a metric: got "a\/b"/],
  ['a name that is a step', () => metric({ name: '..' }), /name of a metric: got "\.\."/],
  ['a selector that is none', () => metric({ selector: { a: 'b c' } }), /selector of a metric/],
  ['a comparison of numbers', () => metric({ requirements: [LabelRequirement.isAbove('a', 5)] }), /requirements of the metric depth: got "a comparison of numbers"/],
  ['a time that has four fields', () => schedule({ start: '0 8 * *' }), /start of a schedule: got "0 8 \* \*", allowed is five fields/],
  ['a time that has six fields', () => schedule({ end: '0 0 8 * * *' }), /end of a schedule/],
  ['an hour that there is not', () => schedule({ start: '0 24 * * *' }), /allowed is as hour numbers from 0 to 23/],
  ['a range that runs backwards', () => schedule({ start: '0 8 * * 5-1' }), /allowed is as day of the week numbers from 0 to 6/],
  ['a step of nothing', () => schedule({ start: '*/0 8 * * *' }), /allowed is as minute/],
  ['a day that never comes', () => schedule({ start: '0 8 31 2 *' }), /start of a schedule: got "0 8 31 2 \*", allowed is a day that comes/],
  ['a day that never comes, of two months', () => schedule({ end: '0 8 31 apr,jun *' }), /end of a schedule: got .* allowed is a day that comes/],
  ['a day that never comes, of every other month from April', () => schedule({ end: '0 8 31 4-6/2 ?' }), /allowed is a day that comes/],
  ['words that cron has and KEDA has not', () => schedule({ start: '@daily' }), /start of a schedule/],
  ['an end at the start', () => schedule({ end: '0 8 * * 1-5' }), /end of a schedule: got "0 8 \* \* 1-5", allowed is another time than its start/],
  ['no replicas', () => schedule({ replicas: 0 }), /replicas of a schedule: got 0/],
  ['a zone that there is not', () => schedule({ timezone: 'Europe/Atlantis' }), /timezone of a schedule: got "Europe\/Atlantis"/],
  ['an offset in place of a zone', () => schedule({ timezone: '+02:00' }), /timezone of a schedule/],
  ['a trigger in capitals', () => Scaling.byTrigger({ type: 'Kafka', metadata: {} }), /type of a trigger: got "Kafka"/],
  ['a step of no Pods', () => ScalingStep.pods(0, Duration.minutes(1)), /pods of a step: got 0/],
  ['a period of more than half an hour', () => ScalingStep.percent(10, Duration.minutes(31)), /period of a step in seconds: got 1860, allowed is a whole number from 1 to 1800/],
  ['an address without http', () => Scaler.keda({ serverAddress: 'prometheus:9090' }), /serverAddress of KEDA: got "prometheus:9090"/],
  ['credentials for nothing', () => Scaler.keda({ authentication: KedaAuthentication.bearerToken(SecretKey.of('a', 'b')) }), /authentication of KEDA: got .*, allowed is one together with serverAddress/],
  ['a fallback of half a Pod', () => Scaler.keda({ fallback: { replicas: 0.5 } }), /replicas of the fallback: got 0\.5/],
  ['a fallback at once', () => Scaler.keda({ fallback: { replicas: 1, failureThreshold: 0 } }), /failureThreshold of the fallback: got 0/],
  ['half a second between measurements', () => Scaler.keda({ pollingInterval: Duration.millis(500) }), /pollingInterval of KEDA/],
  ['no hosts', () => addOn({ hosts: [] }), /hosts of the HTTP add-on/],
  ['a host twice', () => addOn({ hosts: ['a.example.com', 'a.example.com'] }), /hosts of the HTTP add-on: got "a\.example\.com, a\.example\.com"/],
  ['a host with a port', () => addOn({ hosts: ['a.example.com:80'] }), /host of the HTTP add-on: got "a\.example\.com:80"/],
  ['a path without a slash', () => addOn({ paths: ['v1'] }), /path of the HTTP add-on: got "v1"/],
  ['a Service that is none', () => addOn({ interceptorService: 'a.b' }), /interceptorService: got "a\.b"/],
  ['a scaler without a port', () => addOn({ scalerAddress: 'scaler.keda' }), /scalerAddress: got "scaler\.keda"/],
  ['a status that there is not', () => addOn({ placeholder: { statusCode: 42 } }), /statusCode of the placeholder: got 42/],
  ['a placeholder that is too long', () => addOn({ placeholder: { body: 'a'.repeat(32769) } }), /body of the placeholder/],
  ['a pool of nothing', () => AcceleratorPool.of('l4', 0), /accelerators of the pool l4: got 0/],
  ['a target of no version', () => target({ apiVersion: 'apps' }), /apiVersion of an AutoscalingTarget: got "apps"/],
  ['a kind in small letters', () => target({ kind: 'deployment' }), /kind of an AutoscalingTarget: got "deployment"/],
  ['a target without a name', () => target({ name: '' }), /name of an AutoscalingTarget: got ""/],
  ['half an accelerator', () => target({ accelerators: 0.5 }), /accelerators of an AutoscalingTarget: got 0\.5/],
])('fails where it is given: %s', (_name, make, message) => {
  expect(make).toThrow(message);
});

test('never shows a credential', () => {
  const token = ['hf', 'abcdefghijklmnopqrstuvwxyzABCDEFGH'].join('_');
  for (const make of [
    () => Scaling.byTrigger({ type: 'kafka', metadata: { sasl: token } }),
    () => Scaler.keda({ serverAddress: 'http://me:geheim123@prometheus:9090' }),
    () => addOn({ placeholder: { headers: { Authorization: 'Bearer geheim123' } } }),
  ]) {
    expect(make).toThrow(/allowed is/);
    try {
      make();
    } catch (error) {
      expect((error as Error).message).not.toMatch(/geheim123|abcdefghij/);
    }
  }
});

test('takes every form that KEDA takes', () => {
  for (const start of ['0 8 * * MON-FRI', '*/15 0,12 1-15 jan,Jul *', '0 8 ? * 0', '30 6-22/2 * * *', '0 8 29 feb *', '0 8 31,* 2 *', '0 8 31 2 MON', '0 8 31 2 */2', '0 8 31 4/3 *']) expect(schedule({ start })).toBeDefined();
  for (const timezone of ['UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5']) expect(schedule({ timezone })).toBeDefined();
  for (const hosts of [['*'], ['*.example.com'], ['localhost']]) expect(addOn({ hosts })).toBeDefined();
});
