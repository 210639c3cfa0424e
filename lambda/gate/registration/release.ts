/** What a release is called for people. */
import type { SourceRevision } from '../ports/pipelines';
import type { Revision } from '../revision';

/** CodePipeline keeps artifacts under `<pipeline>/<artifact, cut to 10 characters>/<random>`. */
const artifactIn = (revision: Revision): string => (revision.kind === 'bundle' ? (revision.key.split('/').at(-2) ?? '') : '');

const nameOf = ({ summary, revisionId }: SourceRevision): string | undefined => summary ?? revisionId;

/**
 * The summary of the source that was deployed, else its revision id. Where nobody can tell which one that was (it was
 * built from sources, or is a version of a function), the first source with a summary, else the first that is not the
 * monspec; where there is none, the execution.
 */
export const releaseName = (
  sources: readonly SourceRevision[],
  deployed: Revision,
  monspecArtifact: string,
  executionId: string,
): string => {
  const folder = artifactIn(deployed);
  const source =
    sources.find(({ artifact }) => folder !== '' && artifact.slice(0, 10) === folder.slice(0, 10)) ??
    sources.find(({ artifact, summary }) => artifact !== monspecArtifact && summary !== undefined) ??
    sources.find(({ artifact }) => artifact !== monspecArtifact);
  return ((source && nameOf(source)) ?? executionId).slice(0, 100);
};
