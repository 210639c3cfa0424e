/**
 * The gate, from top to bottom.
 *
 * A stage of a pipeline deploys a build, sends load to it, and stops at a manual approval. In between:
 *
 *   register   The pipeline's action. Reads the monspec, writes the validation, starts the workflow.
 *   look       Every interval: measures both windows, judges, keeps the evidence. The look at the end of the window counts.
 *   decide     Evidence → policy → decision, recorded once → the approval is answered → people are told.
 *   remediate  A rejected build that already runs is replaced by the newest revision that passed.
 *
 * And beside the workflow, because it is not alone:
 *
 *   observe    People answer approvals, executions end. A person's answer always wins.
 *   watch      The workflow itself may fail. What it left undecided is held for a person.
 *
 * Each is a function of an event, its ports and the time. Nothing is decided anywhere but in `rule`.
 */
export { register } from './register';
export { look } from './look';
export { rule } from './policy';
export { decide } from './decide';
export { remediate } from './remediate';
export { observe } from './observe';
export { watch } from './watchdog';
