import { refuseUnknownMembers } from '../ground/input/constants';

/** The layout of the files in a source, so that its files land where the server looks for them. */
export enum ModelLayout {
  /** The model's files themselves, in one folder or one single file: `config.json` and weights, or `model.onnx`. */
  FILES = 'files',

  /** Folders named by whole-number versions, as one model of a Triton or TensorFlow Serving repository has: `1/model.onnx`. */
  VERSIONED = 'versioned',

  /** A whole repository: `<name>/<version>/…`, where `<name>` is the name that clients send. */
  REPOSITORY = 'repository',
}

refuseUnknownMembers(ModelLayout, 'ModelLayout');
