import { invalid } from '../../ground/errors';
import { mustBe } from '../../ground/fields';
import { DNS_SUBDOMAIN, NOT_EMPTY } from '../../ground/kubernetes-fields';
import { compact, JsonObject } from '../../ground/objects';
import { VolumeDataSource } from '../pod-volume-options';

const CLAIM = 'PersistentVolumeClaim';

/** The source as a claim has it, for populators too: `dataSource` knows snapshots and claims only. Throws on one that the API server refuses. */
export function renderDataSource(volume: string, { kind, name, apiGroup }: VolumeDataSource): JsonObject {
  mustBe(NOT_EMPTY, kind, `dataSource.kind of the volume ${volume}`, `give for example "VolumeSnapshot", or "${CLAIM}"`);
  mustBe(NOT_EMPTY, name, `dataSource.name of the volume ${volume}`, 'give metadata.name of the object');
  mustBe(DNS_SUBDOMAIN, apiGroup, `dataSource.apiGroup of the volume ${volume}`, 'give for example "snapshot.storage.k8s.io", or leave it out for a claim');
  if (apiGroup === undefined && kind !== CLAIM) {
    throw invalid({
      what: `dataSource.kind of the volume ${volume}`,
      got: kind,
      allowed: `${CLAIM} where there is no apiGroup`,
      fix: 'give the apiGroup of the kind',
    });
  }
  return compact({ apiGroup, kind, name });
}
