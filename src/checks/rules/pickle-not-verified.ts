import { modelFileOf } from '../../facts/model-files';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** A file that runs code while it is loaded, and may be another one tomorrow. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'whoever can write the file runs code in the cluster, with what the Pod may read',
  pitfall: 11,
  topic: 'source',
  check({ plan: { source, binding: { model: { path, file = '', hub, inImage } } } }) {
    if (inImage) return NOT_APPLICABLE; // the image says which file it is
    const name = [lastOf(source.uri), hub ? file : lastOf(path)].find(one => modelFileOf(one)?.pickle);
    if (name === undefined) return NOT_APPLICABLE;
    const pinned = source.unpinnedReason === undefined && (source.revision !== undefined || /@sha256:[0-9a-f]{64}$/.test(source.uri));
    return pinned ? [] : [{
      what: `${JSON.stringify(name)} of ${source.uri} runs code while it is loaded, and nothing says which file it has to be`,
      fix: [
        'give the source sha256 where it takes one, or a commit where it has revisions',
        'or store the model in a format without code, such as safetensors or ONNX',
        'acknowledge the finding when nobody else can write there',
      ].join('; '),
    }];
  },
};

/** The last part of a path or URI. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/@[^]*$/, '');
}
