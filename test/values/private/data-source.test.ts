import { Size } from 'cdk8s';
import { PodVolume, VolumeDataSource } from '../../../src';

const claim = (dataSource: VolumeDataSource) => PodVolume.ephemeralClaim('weights', { size: Size.gibibytes(1), dataSource })._render(image => image);

describe('what a claim is filled from', () => {
  test.each<[string, VolumeDataSource]>([
    ['another claim', { kind: 'PersistentVolumeClaim', name: 'models' }],
    ['a snapshot', { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'models' }],
    ['a source of a populator', { apiGroup: 'example.com', kind: 'ModelRepository', name: 'models' }],
  ])('is rendered as it is said: %s', (_kind, source) => {
    expect(claim(source)).toMatchObject({ ephemeral: { volumeClaimTemplate: { spec: { dataSourceRef: source } } } });
  });

  test.each<[string, VolumeDataSource, RegExp]>([
    ['a kind without its group', { kind: 'VolumeSnapshot', name: 'a' }, /dataSource\.kind of the volume weights.*VolumeSnapshot.*give the apiGroup of the kind/],
    ['a group that is none', { apiGroup: 'a b', kind: 'VolumeSnapshot', name: 'a' }, /dataSource\.apiGroup of the volume weights/],
    ['no name', { apiGroup: 'a.b', kind: 'VolumeSnapshot', name: '' }, /dataSource\.name of the volume weights/],
    ['no kind', { kind: '', name: 'a' }, /dataSource\.kind of the volume weights/],
  ])('is refused with %s', (_what, source, message) => {
    expect(() => claim(source)).toThrow(message);
  });
});
