import { withRevision } from '../../render/beside-models';
import { ModelSource } from '../../sources/model-source';
import { Severity } from '../../values/finding';
import { Rule } from '../rule';

/** A ModelInfer that serves other weights, or another version, than the Model that it names. */
export const rule: Rule<ServedModel> = {
  severity: Severity.WARNING,
  why: 'a ModelInfer has no field for its weights: a reader takes the weights of its Model for those that answer',
  check({ model, infer }) {
    const differing = (what: string, own: string | undefined, said: string | undefined) => (own === undefined || said === undefined || own === said
      ? []
      : [`${what} ${JSON.stringify(own)}, and the Model ${model.name} says ${JSON.stringify(said)}`]);
    return [
      ...differing('serves', infer.source && withRevision(infer.source), model.source && withRevision(model.source)),
      ...differing('says the version', infer.version, model.version),
    ].map(what => ({
      what: `the ModelInfer ${what}`,
      fix: 'register what it serves as a Model of its own, and name that as its model; acknowledge this where both places hold the same weights',
    }));
  },
};

/** What somebody said of the weights, of the Model and over it; undefined where nobody did. */
export interface ServedModel {
  readonly model: Said & { readonly name: string };
  readonly infer: Said;
}

interface Said {
  readonly source?: ModelSource;
  readonly version?: string;
}
