import { APART } from './key-files';
import { invalid } from '../../ground/errors';
import { mustBe } from '../../ground/fields';
import { FILE_MODE } from '../../ground/kubernetes-fields';
import { compact, JsonObject } from '../../ground/objects';
import { ProjectedSource, ProjectedVolumeOptions } from '../projected-source';

/** The contents of a volume of several sources; throws without any. */
export function projected(volume: string, sources: readonly ProjectedSource[], { mode }: ProjectedVolumeOptions): JsonObject {
  if (sources.length === 0) {
    throw invalid({
      what: `sources of the volume ${volume}`,
      got: '[]',
      allowed: 'at least one',
      fix: 'use for example ProjectedSource.serviceAccountToken("token")',
    });
  }
  mustBe(FILE_MODE, mode, `mode of the volume ${volume}`, 'use for example 0o440');
  mustBe(APART, sources.flatMap(({ _paths }) => _paths).map(path => ({ path })), `files of the volume ${volume}`, 'give each source paths of its own');
  return compact({ defaultMode: mode, sources: sources.map(source => source._render()) });
}
