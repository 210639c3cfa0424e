/** Name of the pipeline that the stacks make unless they are configured otherwise. */
export const defaultPipeline = 'unbreakable-pipeline';
