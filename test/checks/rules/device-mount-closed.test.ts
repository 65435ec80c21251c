import { PodVolume } from '../../../src';
import { chartIn, findingsOf } from '../../fixtures';
import { model } from '../rule-examples';

/** What is said of a path of the node that a model mounts. */
function said(path: string): string[] {
  const chart = chartIn();
  model({ pod: { volumes: [PodVolume.hostPath('files', path)], mounts: [{ volume: 'files', path: '/files' }] } })(chart);
  return findingsOf(chart, 'device-mount-closed').map(({ what }) => what.replace(/ of the node.*/, ''));
}

test.each(['/dev', '/dev/fuse', '/dev/infiniband/uverbs0', '/dev/mine/shm'])('%s is a device', path => {
  expect(said(path)).toEqual([`the server mounts ${path}`]);
});

test.each(['/dev/shm', '/dev/shm/models', '/devices', '/mnt/dev', '/var/dev/fuse'])('%s is none', path => {
  expect(said(path)).toEqual([]);
});
