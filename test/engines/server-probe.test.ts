import { Duration } from 'cdk8s';
import { ServerProbe } from '../../src';

describe('a probe', () => {
  test('asks the HTTP port by its name, with a patience of its own', () => {
    expect(ServerProbe.http('/health')._render()).toEqual({ httpGet: { path: '/health', port: 'http' }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 });
    expect(ServerProbe.tcp()._render()).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(ServerProbe.exec(['/bin/true'])._render()).toMatchObject({ exec: { command: ['/bin/true'] } });
  });

  test('has the timings that it is given', () => {
    const probe = ServerProbe.http('/', { period: Duration.seconds(3), timeout: Duration.seconds(2), failures: 7 });
    expect(probe._render()).toMatchObject({ periodSeconds: 3, timeoutSeconds: 2, failureThreshold: 7 });
  });

  test('of a start tries for as long as the budget says', () => {
    expect(ServerProbe.tcp({ period: Duration.seconds(7) })._render('any', 600)).toMatchObject({ periodSeconds: 7, failureThreshold: 86 });
  });

  test('fails for values that Kubernetes would refuse', () => {
    expect(() => ServerProbe.http('health')).toThrow('invalid probe path: got "health"');
    expect(() => ServerProbe.http('/a b')).toThrow(/^invalid probe path/);
    expect(() => ServerProbe.exec([])).toThrow(/^invalid probe command/);
    expect(() => ServerProbe.tcp({ failures: 0 })).toThrow('invalid probe failures: got 0');
    expect(() => ServerProbe.tcp({ failures: 1.5 })).toThrow(/^invalid probe failures/);
    expect(() => ServerProbe.tcp({ period: Duration.millis(500) })).toThrow('invalid probe period: got "0.5 s"');
    expect(() => ServerProbe.tcp({ timeout: Duration.seconds(0) })).toThrow(/^invalid probe timeout/);
  });
});
