import { ServingEngine } from '../engines/serving-engine';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { PodVolume } from '../values/pod-volume';
import { TlsFiles } from '../values/tls-files';
import { VolumeMount } from '../values/volume-mount';

/** Name of the volume with the certificate, and where the server has it. */
const [VOLUME, PATH] = ['tls', '/mnt/tls'];

/** The files of the certificate; undefined where the server speaks plain HTTP. */
export function tlsFilesOf({ tls }: RuntimeSettings): TlsFiles | undefined {
  return tls && { certificate: `${PATH}/tls.crt`, privateKey: `${PATH}/tls.key` };
}

/** The volume of the certificate: these two keys of the Secret and no others. */
export function tlsVolumes({ tls }: RuntimeSettings): PodVolume[] {
  if (tls === undefined) return [];
  const { secretName, certificateKey = 'tls.crt', privateKeyKey = 'tls.key' } = tls;
  return [PodVolume.secret(VOLUME, secretName, { [certificateKey]: 'tls.crt', [privateKeyKey]: 'tls.key' })];
}

/** Where the server has it. */
export function tlsMounts({ tls }: RuntimeSettings): VolumeMount[] {
  return tls === undefined ? [] : [{ volume: VOLUME, path: PATH, readOnly: true }];
}

/** Throws where the server cannot speak TLS. */
export function requireTls(engine: ServingEngine, { tls }: RuntimeSettings): void {
  if (tls === undefined || engine._facts.servesTls) return;
  throw new Error(`${engine._title} speaks no TLS in this version that the library knows of, got tls with the Secret ${tls.secretName}; leave tls `
    + 'out, and let a gateway, a mesh or a proxy in pod.sidecars encrypt in front of it');
}
