import { DerivedObject } from './derived-object';
import { Mould, Sample } from './mould';
import { Likes } from './moulds';
import { Pass } from './pass';
import { sampleObject } from './sample-object';
import { Remark } from '../checks/remark';
import { JsonObject } from '../ground/objects';
import { sharing } from '../ground/shared-data';
import { modelSpec, RecordedIdentity } from '../render/registration';
import { ModelLabels } from '../values/model-labels';
import { ObjectMetadataOptions } from '../values/object-metadata';

/** What a Model with a runtime is made from. */
export interface CastModel extends RecordedIdentity {
  readonly name: string;
  /** What the user adds to its metadata. */
  readonly metadata?: ObjectMetadataOptions;
}

/** The resource of a model in one pass, which may be like another in all but its name: then it is judged and printed by the mould of both. */
export class ModelCast {
  /** The cast of a Model; `undefined` where labels or annotations are its own. */
  public static tryOf(object: DerivedObject, model: CastModel, container: JsonObject, pass: Pass): ModelCast | undefined {
    const { metadata: { labels, annotations } = {}, name, modelId, version, framework, source } = model;
    if ([labels, annotations, object.own.annotations].some(given => given !== undefined && Object.keys(given).length > 0)) return undefined;
    const { image, resources } = container as { readonly image: string; readonly resources: JsonObject };
    // Models of one mould have one list of requests.
    const likes = pass.moulds.likesOf<undefined>(object, resources.requests as JsonObject, [
      modelId === name ? undefined : modelId, version, framework, source._made, image, resources.limits,
    ]);
    return likes && new ModelCast(object, model, container, { likes, pass });
  }

  private isMade = false;

  private constructor(
    private readonly object: DerivedObject, private readonly model: CastModel, private readonly container: JsonObject,
    private readonly among: { readonly likes: Likes<undefined>; readonly pass: Pass },
  ) {}

  /** What is said of it, by the mould; `undefined` where it has to be judged as any other. */
  public tryRemarks(): readonly Remark[] | undefined {
    const { mould } = this.among.likes;
    this.isMade = mould?.fits([this.model.name], [this.object.untouched]) ?? false;
    return this.isMade ? mould!.remarks : undefined;
  }

  /** Its text, where it was made by the mould, and nothing has changed since. */
  public tryText(pass: Pass): string | undefined {
    return this.isMade && this.among.pass === pass ? this.among.likes.mould!.textOf(0, [this.model.name]) : undefined;
  }

  /** Takes what was found of it, judged as any other: the next ones may be like it. */
  public learn(remarks: readonly Remark[]): void {
    const { object, among: { likes }, model: { name } } = this;
    likes.learn(() => Mould.tryOf([name], {
      remarks,
      objects: [{ metadata: object.untouched ?? '', text: object.tryText() ?? '' }],
    }, other => this.sampleOf(other)));
  }

  /** The same Model under another name. */
  private sampleOf([name]: readonly string[]): Sample | undefined {
    const { object, model, container } = this;
    const sample = sampleObject(object, {
      metadata: { name },
      own: { labels: { [ModelLabels.MODEL]: name }, annotations: {} },
      derived: sharing({ spec: modelSpec({ ...model, modelId: model.modelId === model.name ? name : model.modelId }, container) }, object.derive()),
    });
    return sample && { remarks: sample.remarks, objects: [sample] };
  }
}
