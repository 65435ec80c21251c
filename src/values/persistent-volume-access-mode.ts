import { refuseUnknownMembers } from '../ground/input/constants';

/**
 * Who can mount a volume. The names of cdk8s-plus; its own enum, of any minor, is taken as well where a language lets it pass.
 * https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export enum PersistentVolumeAccessMode {
  /** One node, which may write. */
  READ_WRITE_ONCE = 'ReadWriteOnce',

  /** Many nodes, which only read. */
  READ_ONLY_MANY = 'ReadOnlyMany',

  /** Many nodes, which may write. */
  READ_WRITE_MANY = 'ReadWriteMany',

  /** One Pod of the whole cluster, which may write. */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
}

refuseUnknownMembers(PersistentVolumeAccessMode, 'PersistentVolumeAccessMode');
