import { SourceDeclaration } from './declaration';
import { insteadOfRecorded } from './scheme-advice';
import { refuseCredentials } from './uris';
import { modelFileOf } from '../../facts/model-files';
import { invalid } from '../../ground/errors';

/**
 * Any URI, recorded and nothing else.
 *
 * @factory fromUri(uri)
 * @recorded as given: any URI
 * @files nothing: only to be recorded
 */
export function recordedUri(uri: string): SourceDeclaration {
  const scheme = schemeOf(recordable(uri));
  const name = uri.replace(/[?#][^]*$/, '').split('/').pop()!;
  return {
    uri,
    onlyFile: modelFileOf(name) && name,
    bind: () => {
      throw new Error(`the source ${JSON.stringify(uri)} is only recorded and cannot be fetched; use ${insteadOfRecorded(scheme!)} in place of `
        + 'ModelSource.fromUri(), or set registerOnly');
    },
  };
}

/** Returns a URI that a Model can record unchanged, or throws. */
export function recordable(uri: string): string {
  const scheme = schemeOf(uri);
  if (scheme === undefined) {
    throw invalid({ what: 'source URI', got: uri, allowed: '<scheme>://<location>, without spaces', fix: 'use for example "s3://bucket/model/"' });
  }
  if (/^https?$/.test(scheme) && !URL.canParse(uri)) {
    throw invalid({
      what: 'source URI',
      got: uri,
      allowed: 'a URL whose host can be a host, with a port from 1 to 65535',
      fix: 'correct the text between "//" and the next slash',
    });
  }
  refuseCredentials('source URI', uri, 'record it without them: everybody who can read the Model can read it');
  return uri;
}

function schemeOf(uri: string): string | undefined {
  return /^([a-z][-+.a-z0-9]*):\/\/[^\s\u0000-\u001f\u007f]+$/.exec(uri)?.[1];
}
