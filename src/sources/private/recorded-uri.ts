import { SourceDeclaration } from './declaration';
import { refuseCredentials } from './uris';
import { modelFileOf } from '../../facts/model-files';
import { invalid } from '../../ground/errors';

/** The factory that serves a scheme, for the message of a URI that is only recorded. */
const FACTORIES = new Map(Object.entries({
  huggingface: 'ModelSource.huggingFace()',
  hf: 'ModelSource.huggingFace()',
  s3: 'ModelSource.s3()',
  gs: 'ModelSource.gcs()',
  https: 'ModelSource.https(), or ModelSource.azureBlob() for a storage account,',
  pvc: 'ModelSource.pvc()',
  oci: 'ModelSource.ociImage()',
}));

/** Any URI, recorded and nothing else. */
export function recordedUri(uri: string): SourceDeclaration {
  const scheme = /^([a-z][-+.a-z0-9]*):\/\/[^\s\u0000-\u001f\u007f]+$/.exec(uri)?.[1];
  if (scheme === undefined) {
    throw invalid({ what: 'source URI', got: uri, allowed: '<scheme>://<location>, without spaces', fix: 'use for example "s3://bucket/model/"' });
  }
  if (/^https?$/.test(scheme) && !URL.canParse(uri)) {
    throw invalid({ what: 'source URI', got: uri, allowed: 'a URL whose host can be a host, with a port from 1 to 65535', fix: 'correct what stands between "//" and the next slash' });
  }
  refuseCredentials('source URI', uri, 'record it without them: everybody who can read the Model can read it');
  const name = uri.replace(/[?#][^]*$/, '').split('/').pop()!;
  return {
    uri,
    onlyFile: modelFileOf(name) && name,
    bind: () => {
      throw new Error(`the source ${JSON.stringify(uri)} is only recorded and cannot be fetched; use ${FACTORIES.get(scheme) ?? 'a subclass of ModelSource of your own'} in place of ModelSource.fromUri(), or set registerOnly`);
    },
  };
}
