/** Where the model's files are in the container, unless a source of the user's own says otherwise. */
export const MODEL_PATH = '/mnt/models';
