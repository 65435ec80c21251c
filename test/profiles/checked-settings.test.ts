import { RuntimeSettings } from '../../src';
import { chartIn, plainProfile } from '../fixtures';

const CONTAINER = { name: 'front', image: 'example.com/front:1.0.0' };
const port = (protocol: string, name = 'web') => ({ name, number: 8080, protocol });

describe('settings that are wrong in themselves', () => {
  test.each<[string, RuntimeSettings, RegExp]>([
    ['the protocol of a port of a container', { pod: { containers: [{ ...CONTAINER, ports: [port('HTTP')] }] } }, /protocol of ports\[0\] of the container front.*"HTTP"/],
    ['the protocol of a port of a sidecar', { pod: { sidecars: [{ ...CONTAINER, ports: [port('TCP'), port('tcp')] }] } }, /protocol of ports\[1\] of the sidecar front.*"tcp"/],
    ['the name of a port of a container', { pod: { containers: [{ ...CONTAINER, ports: [port('TCP', 'Web!')] }] } }, /name of ports\[0\] of the container front.*"Web!"/],
    ['the protocol of a port of the server', { containerPorts: [port('HTTP')] }, /protocol of containerPorts\[0\].*"HTTP"/],
    ['an empty SELinux level', { security: { seLinux: { level: '' } } }, /seLinux of security\.level.*""/],
    ['a whole SELinux label in one part', { security: { server: { seLinux: { type: 'system_u:object_r:container_t' } } } }, /seLinux of security\.server\.type/],
    ['an empty SELinux user of a sidecar', { pod: { sidecars: [{ ...CONTAINER, security: { seLinux: { user: '' } } }] } }, /seLinux of security of the sidecar front\.user/],
    ['a key of labels', { scheduling: { topologySpread: [{ topologyKey: 'zone', matchLabelKeys: ['a b'] }] } }, /matchLabelKeys of topologySpread.*"a b"/],
  ])('are refused by the profile: %s', (_what, settings, message) => {
    expect(() => plainProfile(chartIn(), settings)).toThrow(message);
  });
});
